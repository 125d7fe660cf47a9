import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { probe } from '../jsonrpc/probe.ts';
import { clientCapabilitiesKey, modernTransports, protocolVersionKey } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';

export const metaNotRememberedCheck: Check = {
  id: 'meta-not-remembered',
  area: 'lifecycle',
  title: 'What an earlier request said in its _meta does not complete a later one',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#statelessness',
  fix: 'Keep nothing of the _meta of a request once it is answered; a later request without the field is malformed.',
  async run(context) {
    const session = await context.borrow();
    const method = ordinaryMethod(session.capabilities);
    const full = await session.request(method);
    if (!isJsonObject(full.result)) return context.untestable(`an ordinary ${method} got ${describeReply(full)}`);
    for (const key of [clientCapabilitiesKey, protocolVersionKey]) {
      const answer = await probe(context, session, (timeoutMs) =>
        session.request(method, undefined, { meta: { [key]: null }, timeoutMs }),
      );
      const evidence = [...replyEvidence(full), ...answer.evidence];
      if (answer.kind === 'gone') return context.untestable(`${method} without "${key}" got ${answer.text}`);
      if (answer.kind === 'result') {
        const reason = `after a complete ${method}, the same request without "${key}" was served: ${answer.text}`;
        return context.violated(reason, evidence);
      }
    }
    return context.passed(`${method} with a reduced _meta was not served after a complete one`, replyEvidence(full));
  },
};

import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { clientInfoKey, modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';

export const metaClientInfoOptionalCheck: Check = {
  id: 'meta-client-info-optional',
  area: 'lifecycle',
  title: 'A client that does not name itself is served',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#meta',
  fix: 'Do not require "io.modelcontextprotocol/clientInfo": clients may be configured not to send it.',
  async run(context) {
    const session = await context.shared();
    const method = ordinaryMethod(session.capabilities);
    const named = await session.request(method);
    if (!isJsonObject(named.result)) return context.untestable(`an ordinary ${method} got ${describeReply(named)}`);
    const nameless = await session.request(method, undefined, {
      meta: { [clientInfoKey]: null },
      timeoutMs: patienceMs,
    });
    if (isJsonObject(nameless.result))
      return context.passed(`${method} without clientInfo was served`, replyEvidence(nameless));
    const reason = `${method} is served with clientInfo in its _meta; without it, it got ${describeReply(nameless)}`;
    return context.violated(reason, replyEvidence(named, nameless));
  },
};

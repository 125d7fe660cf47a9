import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';
import { requestAtVersion } from './request-at-version.ts';
import { unsupportedVersion } from './unsupported-version.ts';

export const versionCheckedEveryRequestCheck: Check = {
  id: 'version-checked-every-request',
  area: 'lifecycle',
  title: 'The version is looked at on every request, not only on the first',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#statelessness',
  fix: 'Compare the protocolVersion in the _meta of each request with the supported ones; remember nothing from earlier requests.',
  async run(context) {
    const session = await context.borrow();
    const method = ordinaryMethod(session.capabilities);
    const first = await session.request(method);
    if (!isJsonObject(first.result)) return context.untestable(`an ordinary ${method} got ${describeReply(first)}`);
    const second = await requestAtVersion(session, method, unsupportedVersion, { timeoutMs: patienceMs });
    if ('error' in second || second.outcome === 'http-error') {
      return context.passed(
        `${unsupportedVersion} was refused after a served request: ${describeReply(second)}`,
        replyEvidence(second),
      );
    }
    const sent = `after a served ${method} at ${context.revision}, the same request at ${unsupportedVersion}`;
    if (isJsonObject(second.result)) {
      return context.violated(`${sent} was served too: ${describeReply(second)}`, replyEvidence(first, second));
    }
    return context.violated(
      `${sent} was not refused with an error: ${describeReply(second)}`,
      replyEvidence(first, second),
    );
  },
};

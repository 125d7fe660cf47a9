import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { logLevelKey } from '../../surface/log-levels.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';

const bogusLevel = 'deafening';

export const loggingInvalidLevelCheck: Check = {
  id: 'logging-invalid-level',
  area: 'logging',
  title: 'A log level that is none is refused with −32602',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'server/utilities/logging#error-handling',
  fix: 'Check io.modelcontextprotocol/logLevel in _meta against the eight levels, and answer any other with error -32602.',
  async run(context) {
    const session = await context.shared();
    if (!isJsonObject(session.capabilities.logging))
      return context.notApplicable('the server does not declare logging');
    const [list] = declaredLists(session.capabilities);
    const method = list?.method ?? 'server/discover';
    const meta = { [logLevelKey]: bogusLevel };
    const reply = await session.request(method, undefined, { meta, timeoutMs: patienceMs });
    const evidence = [...reply.sent, reply.frame];
    if (reply.error?.code === -32602) return context.passed(`the level "${bogusLevel}" got error -32602`, evidence);
    return context.violated(
      `expected error -32602 for ${method} with the log level "${bogusLevel}", got ${describeReply(reply)}`,
      evidence,
    );
  },
};

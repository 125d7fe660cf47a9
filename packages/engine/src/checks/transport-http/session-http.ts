import type { Revision } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { streamableHttpOnly } from './streamable-http-scope.ts';

/** Those whose Streamable HTTP knows sessions and streams that can be resumed. */
export const sessionRevisions: readonly Revision[] = ['2025-03-26', '2025-06-18', '2025-11-25'];

/** Those of them in which the client says the revision in a header. */
export const versionHeaderRevisions: readonly Revision[] = ['2025-06-18', '2025-11-25'];

/** What the checks of sessions and their streams have in common. */
export const sessionHttp = {
  area: 'transport-http',
  revisions: sessionRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
} as const satisfies Partial<Check>;

export function noSessions(context: CheckContext): CheckOutcome {
  return context.notApplicable('the server hands out no session id');
}

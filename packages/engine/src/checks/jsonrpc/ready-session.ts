import { eraOf, isJsonObject, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { declaredLists } from './declared-lists.ts';
import { describeReply } from './describe-reply.ts';

/**
 * Opens a session whose opening succeeded, or says why the check cannot be made. A modern stdio process is also given
 * one ordinary request: some servers fix their era by the first one, and an odd first request would fix the wrong era.
 */
export async function openReady(
  context: CheckContext,
  options?: Parameters<CheckContext['open']>[0],
): Promise<Session | CheckOutcome> {
  const session = await context.open(options);
  const { opening } = session;
  if (opening === undefined) return context.untestable('the session was opened without a handshake');
  if (!isJsonObject(opening.result)) return context.untestable(`the opening got ${describeReply(opening)}`);
  if (session.transport === 'stdio' && eraOf(session.revision) === 'modern') {
    const [list] = declaredLists(session.capabilities);
    await session.request(list?.method ?? 'server/discover');
  }
  return session;
}

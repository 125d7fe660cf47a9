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
  return makeReady(context, await context.open(options));
}

/**
 * The same, but over stdio perhaps a session that another check had before: for what sends malformed things, and needs
 * neither a fresh session nor one that nobody has it after.
 */
export async function borrowReady(context: CheckContext): Promise<Session | CheckOutcome> {
  return makeReady(context, await context.borrow());
}

async function makeReady(context: CheckContext, session: Session): Promise<Session | CheckOutcome> {
  const { opening } = session;
  if (opening === undefined) return context.untestable('the session was opened without a handshake');
  if (!isJsonObject(opening.result)) return context.untestable(`the opening got ${describeReply(opening)}`);
  if (session.transport === 'stdio' && eraOf(session.revision) === 'modern') {
    const [list] = declaredLists(session.capabilities);
    await session.request(list?.method ?? 'server/discover');
  }
  return session;
}

import type { ServiceContext } from '../../context.ts';
import { transact } from '../../transact.ts';
import { asUser } from './as-user.ts';
import { revokeSessions } from './revoke-sessions.ts';

/** Behind `logout`: ends the session of the refresh token. Does nothing, and says nothing, for a token that is none. */
export async function signOut(context: ServiceContext, input: { refreshToken: string | null }): Promise<void> {
  const parts = context.refreshTokens.read(input.refreshToken ?? '');
  if (parts === null) return;
  const { db } = context.database;
  const session = await db.selectFrom('sessions').selectAll().where('id', '=', parts.sessionId).executeTakeFirst();
  if (session === undefined || !context.refreshTokens.verify(input.refreshToken ?? '', session.salt)) return;
  const user = await db.selectFrom('users').selectAll().where('id', '=', session.user_id).executeTakeFirst();
  if (user === undefined) return;
  await transact(asUser(context, user, session.id), async (unit) => {
    const ended = await revokeSessions(context, unit, user.id, { only: session.id });
    if (ended > 0) unit.audit('auth.signed-out', user.email, { sessionId: session.id });
  });
}

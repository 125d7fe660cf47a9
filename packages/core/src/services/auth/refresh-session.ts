import { LabError } from '@mcp-lab/contracts';
import type { ServiceContext } from '../../context.ts';
import type { SessionTable, UserTable } from '../../database/schema.ts';
import { transact, type Unit } from '../../transact.ts';
import { asUser } from './as-user.ts';
import { sessionEnd } from './open-session.ts';
import type { SignedIn } from './signed-in.ts';
import { toUser } from './to-user.ts';

/** Within this time the token before the newest gives the newest again: several tabs, or an answer that got lost. */
const graceMs = 10_000;

/**
 * Behind `refresh`: each use of a refresh token replaces it. An older one that comes back was copied, so the whole
 * session ends. Throws LabError `unauthenticated` or `session-revoked`.
 */
export async function refreshSession(
  context: ServiceContext,
  input: { refreshToken: string | null },
): Promise<SignedIn> {
  const token = input.refreshToken ?? '';
  const parts = context.refreshTokens.read(token);
  if (parts === null) throw new LabError('unauthenticated', 'Sign in first.');
  const { db } = context.database;
  const known = await db
    .selectFrom('sessions')
    .select(['salt', 'user_id'])
    .where('id', '=', parts.sessionId)
    .executeTakeFirst();
  if (known === undefined || !context.refreshTokens.verify(token, known.salt)) throw ended();
  const user = await db.selectFrom('users').selectAll().where('id', '=', known.user_id).executeTakeFirstOrThrow(ended);
  const renewed = await transact(asUser(context, user, parts.sessionId), async (unit) => {
    const query = unit.db.selectFrom('sessions').selectAll().where('id', '=', parts.sessionId);
    const session = await context.database.dialect.lockRows(query).executeTakeFirst();
    if (session === undefined || session.revoked_at !== null || session.expires_at <= context.now()) return null;
    if (user.disabled === 1) return null;
    return renew(context, unit, { session, user, generation: parts.generation });
  });
  if (renewed === null) throw ended();
  return renewed;
}

interface Presented {
  session: SessionTable;
  user: UserTable;
  /** Of the token that came. */
  generation: number;
}

/** Null when the session has to end: the caller throws after the commit, since an error would undo the revocation. */
async function renew(context: ServiceContext, unit: Unit, presented: Presented): Promise<SignedIn | null> {
  const { session, user, generation } = presented;
  const now = context.now();
  const expiresAt = sessionEnd(context, session.created_at, now);
  const answer = (newest: number, refreshExpiresAt: number): SignedIn => ({
    user: toUser(user),
    sessionId: session.id,
    refreshToken: context.refreshTokens.issue({ sessionId: session.id, generation: newest }, session.salt),
    refreshExpiresAt,
  });
  const update = unit.db.updateTable('sessions').where('id', '=', session.id);
  if (generation === session.generation) {
    const next = generation + 1;
    await update.set({ generation: next, rotated_at: now, last_seen_at: now, expires_at: expiresAt }).execute();
    return answer(next, expiresAt);
  }
  if (generation === session.generation - 1 && now - session.rotated_at <= graceMs) {
    return answer(session.generation, session.expires_at);
  }
  await update.set({ revoked_at: now }).execute();
  unit.audit('auth.refresh-token-reused', `session ${session.id}`, { generation, newest: session.generation });
  unit.publish('user.changed', { id: user.id, action: 'session-revoked' });
  return null;
}

function ended(): LabError {
  return new LabError('session-revoked', 'This session has ended. Sign in again.');
}

import type { User } from '@mcp-lab/contracts';
import type { LabContext } from '../../context.ts';
import { toUser } from './to-user.ts';

export interface ActiveSession {
  sessionId: string;
  user: User;
}

/** The session with its user as they are now; null when it was revoked, has expired, or the user is disabled or gone. */
export async function findSession({ database, now }: LabContext, sessionId: string): Promise<ActiveSession | null> {
  const row = await database.db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .selectAll('users')
    .where('sessions.id', '=', sessionId)
    .where('sessions.revoked_at', 'is', null)
    .where('sessions.expires_at', '>', now())
    .where('users.disabled', '=', 0)
    .executeTakeFirst();
  return row === undefined ? null : { sessionId, user: toUser(row) };
}

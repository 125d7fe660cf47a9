import type { Service } from '../services.ts';
import { signedInUser } from '../signed-in-user.ts';

export const listSessions: Service<'listSessions'> = async (context) => {
  const actor = signedInUser(context);
  const rows = await context.database.db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', actor.id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', context.now())
    .orderBy('last_seen_at', 'desc')
    .limit(200)
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      current: row.id === actor.sessionId,
      userAgent: row.user_agent,
      ip: row.ip,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      expiresAt: row.expires_at,
    })),
  };
};

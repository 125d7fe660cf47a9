import type { ServiceContext } from '../../context.ts';
import type { UserTable } from '../../database/schema.ts';
import type { Unit } from '../../transact.ts';
import type { SignedIn } from './signed-in.ts';
import { toUser } from './to-user.ts';

const dayMs = 24 * 3_600_000;

/** Begins a session of the user and gives its first refresh token. */
export async function openSession(
  context: ServiceContext,
  unit: Unit,
  user: UserTable,
  userAgent: string,
): Promise<SignedIn> {
  const now = context.now();
  const id = context.newId();
  const salt = context.randomBytes(24).toString('base64url');
  const expiresAt = sessionEnd(context, now, now);
  await unit.db
    .insertInto('sessions')
    .values({
      id,
      user_id: user.id,
      salt,
      generation: 1,
      rotated_at: now,
      user_agent: userAgent.replaceAll('\0', '').slice(0, 300),
      ip: context.actor.kind === 'system' ? '' : (context.actor.ip ?? ''),
      created_at: now,
      last_seen_at: now,
      expires_at: expiresAt,
    })
    .execute();
  const refreshToken = context.refreshTokens.issue({ sessionId: id, generation: 1 }, salt);
  return { user: toUser(user), sessionId: id, refreshToken, refreshExpiresAt: expiresAt };
}

/** When a session that was begun at `createdAt` and is used now ends. */
export function sessionEnd({ sessionDays }: ServiceContext, createdAt: number, now: number): number {
  return Math.min(now + sessionDays.idle * dayMs, createdAt + sessionDays.absolute * dayMs);
}

import { createHash } from 'node:crypto';
import type { LabContext } from '../../context.ts';
import type { Service } from '../services.ts';
import { signedInUser } from '../signed-in-user.ts';
import { type ActiveSession, findSession } from './find-session.ts';

const lifeMs = 30_000;
const hashOf = (ticket: string) => createHash('sha256').update(ticket).digest('base64url');

export const createWsTicket: Service<'createWsTicket'> = async (context) => {
  const { sessionId } = signedInUser(context);
  const ticket = context.randomBytes(32).toString('base64url');
  const expiresAt = context.now() + lifeMs;
  const row = { hash: hashOf(ticket), session_id: sessionId, expires_at: expiresAt };
  await context.database.db.insertInto('ws_tickets').values(row).execute();
  return { ticket, expiresAt };
};

/** For the WebSocket's first message: the session the ticket was made for, once. Null when it is used, old or unknown. */
export async function consumeWsTicket(context: LabContext, ticket: string): Promise<ActiveSession | null> {
  const row = await context.database.db
    .deleteFrom('ws_tickets')
    .where('hash', '=', hashOf(ticket))
    .where('expires_at', '>', context.now())
    .returning('session_id')
    .executeTakeFirst();
  return row === undefined ? null : findSession(context, row.session_id);
}

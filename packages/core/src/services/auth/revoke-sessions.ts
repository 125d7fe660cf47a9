import type { ServiceContext } from '../../context.ts';
import type { Unit } from '../../transact.ts';

/** Ends sessions of a user: one, all but one, or all. Gives how many ended; the api notices by the event. */
export async function revokeSessions(
  context: ServiceContext,
  unit: Unit,
  userId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  let update = unit.db
    .updateTable('sessions')
    .set({ revoked_at: context.now() })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null);
  if (which.only !== undefined) update = update.where('id', '=', which.only);
  if (which.except !== undefined) update = update.where('id', '!=', which.except);
  const ended = Number((await update.executeTakeFirst()).numUpdatedRows);
  if (ended > 0) unit.publish('user.changed', { id: userId, action: 'session-revoked' });
  return ended;
}

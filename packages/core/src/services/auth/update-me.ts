import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';
import { signedInUser } from '../signed-in-user.ts';
import { findUser } from '../users/find-user.ts';
import { toUser } from './to-user.ts';

export const updateMe: Service<'updateMe'> = async (context, { body }) => {
  const { id, email } = signedInUser(context);
  return transact(context, async (unit) => {
    await unit.db.updateTable('users').set({ name: body.name }).where('id', '=', id).execute();
    unit.audit('user.updated', email, { name: body.name });
    unit.publish('user.changed', { id, action: 'updated' });
    return toUser(await findUser(unit.db, id));
  });
};

import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';
import { findUser } from './find-user.ts';
import { requireOtherAdmin } from './require-other-admin.ts';

export const deleteUser: Service<'deleteUser'> = async (context, { params }) => {
  await transact(context, async (unit) => {
    const user = await findUser(unit.db, params.id);
    if (user.role === 'admin' && user.disabled === 0) await requireOtherAdmin(context, unit, user.id);
    // Sessions and tickets go with the user.
    await unit.db.deleteFrom('users').where('id', '=', user.id).execute();
    unit.audit('user.deleted', user.email, { userId: user.id });
    unit.publish('user.changed', { id: user.id, action: 'deleted' });
  });
  return {};
};

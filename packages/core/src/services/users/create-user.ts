import { LabError } from '@mcp-lab/contracts';
import type { UserTable } from '../../database/schema.ts';
import { requireGoodPassword } from '../../security/require-good-password.ts';
import { transact } from '../../transact.ts';
import { toUser } from '../auth/to-user.ts';
import type { Service } from '../services.ts';

export const createUser: Service<'createUser'> = async (context, { body }) => {
  requireGoodPassword(body.password, body, 'body.password');
  const row: UserTable = {
    id: context.newId(),
    email: body.email,
    name: body.name,
    role: body.role,
    disabled: 0,
    password_hash: await context.passwordHasher.hash(body.password),
    created_at: context.now(),
    last_login_at: null,
  };
  return transact(context, async (unit) => {
    const inserted = await unit.db
      .insertInto('users')
      .values(row)
      .onConflict((conflict) => conflict.column('email').doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n)
      throw new LabError('conflict', `There is a user ${body.email} already.`);
    unit.audit('user.created', body.email, { userId: row.id, role: row.role });
    unit.publish('user.changed', { id: row.id, action: 'created' });
    return toUser(row);
  });
};

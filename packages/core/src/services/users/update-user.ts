import type { UserTable } from '../../database/schema.ts';
import { requireGoodPassword } from '../../security/require-good-password.ts';
import { transact } from '../../transact.ts';
import { revokeSessions } from '../auth/revoke-sessions.ts';
import { toUser } from '../auth/to-user.ts';
import type { Service } from '../services.ts';
import { findUser } from './find-user.ts';
import { requireOtherAdmin } from './require-other-admin.ts';

/** A new role, a new password and disabling end all sessions of the user at once. */
export const updateUser: Service<'updateUser'> = async (context, { params, body }) => {
  const before = await findUser(context.database.db, params.id);
  const { password, disabled } = body;
  if (password !== undefined) requireGoodPassword(password, { ...before, ...body }, 'body.password');
  const passwordHash = password === undefined ? undefined : await context.passwordHasher.hash(password);
  return transact(context, async (unit) => {
    const current = await findUser(unit.db, params.id);
    const next: UserTable = {
      ...current,
      name: body.name ?? current.name,
      role: body.role ?? current.role,
      disabled: disabled === undefined ? current.disabled : disabled ? 1 : 0,
      password_hash: passwordHash ?? current.password_hash,
    };
    const wasAdmin = current.role === 'admin' && current.disabled === 0;
    if (wasAdmin && (next.role !== 'admin' || next.disabled === 1)) await requireOtherAdmin(context, unit, current.id);
    // Only what was asked for: another admin may be changing the rest at this moment.
    const changes = Object.entries({
      name: body.name,
      role: body.role,
      disabled: disabled === undefined ? undefined : next.disabled,
      password_hash: passwordHash,
    }).filter(([, value]) => value !== undefined);
    if (changes.length > 0) {
      await unit.db.updateTable('users').set(Object.fromEntries(changes)).where('id', '=', current.id).execute();
    }
    const guarded = next.role !== current.role || next.disabled > current.disabled || passwordHash !== undefined;
    if (guarded) await revokeSessions(context, unit, current.id);
    const { password: _secret, ...shown } = body;
    unit.audit('user.updated', current.email, { ...shown, passwordChanged: passwordHash !== undefined });
    unit.publish('user.changed', { id: current.id, action: next.disabled === 1 ? 'disabled' : 'updated' });
    return toUser(next);
  });
};

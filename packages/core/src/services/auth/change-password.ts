import { LabError } from '@mcp-lab/contracts';
import { requireGoodPassword } from '../../security/require-good-password.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';
import { signedInUser } from '../signed-in-user.ts';
import { findUser } from '../users/find-user.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { countAttempt, forgiveAttempt } from './sign-in-throttle.ts';

export const changePassword: Service<'changePassword'> = async (context, { body }) => {
  const actor = signedInUser(context);
  const user = await findUser(context.database.db, actor.id);
  requireGoodPassword(body.newPassword, user, 'body.newPassword');
  // A stolen session must not be a way to guess the password without a limit.
  await countAttempt(context, user.email, actor.ip ?? '');
  const { matches } = await context.passwordHasher.check(body.currentPassword, user.password_hash);
  if (!matches) {
    await transact(context, async ({ audit }) => audit('auth.password-change-failed', user.email));
    const message = 'is not the current password';
    throw new LabError('invalid-input', `This ${message}.`, { issues: [{ path: 'body.currentPassword', message }] });
  }
  const passwordHash = await context.passwordHasher.hash(body.newPassword);
  await transact(context, async (unit) => {
    await unit.db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', user.id).execute();
    await forgiveAttempt(unit, user.email, actor.ip ?? '', true);
    await revokeSessions(context, unit, user.id, { except: actor.sessionId });
    unit.audit('auth.password-changed', user.email);
  });
  return {};
};

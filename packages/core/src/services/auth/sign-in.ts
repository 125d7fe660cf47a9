import { LabError } from '@mcp-lab/contracts';
import type { ServiceContext } from '../../context.ts';
import { transact } from '../../transact.ts';
import { openSession } from './open-session.ts';
import { countAttempt, forgiveAttempt } from './sign-in-throttle.ts';
import type { SignedIn } from './signed-in.ts';

export interface SignInInput {
  email: string;
  password: string;
  userAgent: string;
}

/**
 * Behind `login`. Throws LabError `invalid-credentials` (the same for an unknown, a disabled and a wrong one),
 * `rate-limited` or `unavailable`.
 */
export async function signIn(context: ServiceContext, input: SignInInput): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase().replaceAll('\0', '');
  const ip = context.actor.kind === 'system' ? '' : (context.actor.ip ?? '');
  await countAttempt(context, email, ip);
  const user = await context.database.db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
  const usable = user?.disabled === 0 ? user : undefined;
  const check = await judge(context, input.password, usable?.password_hash ?? null, email, ip);
  if (usable === undefined || !check.matches) {
    await transact(context, async ({ audit }) => audit('auth.sign-in-failed', email));
    throw new LabError('invalid-credentials', 'Email or password is wrong.');
  }
  const newHash = check.outdated ? await context.passwordHasher.hash(input.password) : usable.password_hash;
  return transact(context, async (unit) => {
    const fresh = { ...usable, last_login_at: context.now(), password_hash: newHash };
    // Only if it is still the user that was judged: disabling or a new password in between wins.
    const changed = await unit.db
      .updateTable('users')
      .set({ last_login_at: fresh.last_login_at, password_hash: newHash })
      .where('id', '=', usable.id)
      .where('disabled', '=', 0)
      .where('password_hash', '=', usable.password_hash)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw new LabError('invalid-credentials', 'Email or password is wrong.');
    await forgiveAttempt(unit, email, ip, true);
    const signedIn = await openSession(context, unit, fresh, input.userAgent);
    unit.audit('auth.signed-in', email, { sessionId: signedIn.sessionId });
    return signedIn;
  });
}

/** Checking is turned away when too many wait; such an attempt was none. */
async function judge(context: ServiceContext, password: string, hash: string | null, email: string, ip: string) {
  try {
    return await context.passwordHasher.check(password, hash);
  } catch (error) {
    await transact(context, (unit) => forgiveAttempt(unit, email, ip, false));
    throw error;
  }
}

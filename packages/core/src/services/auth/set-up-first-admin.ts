import { LabError } from '@mcp-lab/contracts';
import type { ServiceContext } from '../../context.ts';
import type { UserTable } from '../../database/schema.ts';
import { requireGoodPassword } from '../../security/require-good-password.ts';
import { transact } from '../../transact.ts';
import { openSession } from './open-session.ts';
import { hashSetupToken, setupTokenKey } from './setup-token.ts';
import type { SignedIn } from './signed-in.ts';

export interface SetUpInput {
  token: string;
  email: string;
  name: string;
  password: string;
  userAgent: string;
}

/** Behind `setup`. Of several at once exactly one wins. Throws LabError `setup-closed` or `invalid-credentials`. */
export async function setUpFirstAdmin(context: ServiceContext, input: SetUpInput): Promise<SignedIn> {
  const { email, name, password } = input;
  await requireOpen(context);
  requireGoodPassword(password, { email, name }, 'body.password');
  const tokenHash = hashSetupToken(input.token);
  const known = await context.database.db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', setupTokenKey)
    .executeTakeFirst();
  if (known !== undefined && known.value !== tokenHash) {
    throw new LabError('invalid-credentials', 'This is not the setup token that the lab printed at its last start.');
  }
  const passwordHash = await context.passwordHasher.hash(password);
  return transact(context, async (unit) => {
    // Taking the token away is what decides: only one transaction finds it.
    const taken = await unit.db
      .deleteFrom('settings')
      .where('key', '=', setupTokenKey)
      .where('value', '=', tokenHash)
      .executeTakeFirst();
    if (taken.numDeletedRows === 0n) throw new LabError('setup-closed', 'The lab has been set up already.');
    const user: UserTable = {
      id: context.newId(),
      email,
      name,
      role: 'admin',
      disabled: 0,
      password_hash: passwordHash,
      created_at: context.now(),
      last_login_at: context.now(),
    };
    await unit.db.insertInto('users').values(user).execute();
    unit.audit('auth.set-up', email, { userId: user.id });
    unit.publish('user.changed', { id: user.id, action: 'created' });
    return openSession(context, unit, user, input.userAgent);
  });
}

async function requireOpen({ database }: ServiceContext): Promise<void> {
  const user = await database.db.selectFrom('users').select('id').limit(1).executeTakeFirst();
  if (user !== undefined) throw new LabError('setup-closed', 'The lab has been set up already. Sign in.');
}

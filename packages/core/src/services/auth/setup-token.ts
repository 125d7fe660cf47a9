import { createHash } from 'node:crypto';
import type { LabContext } from '../../context.ts';

/** Key of the setting that holds the hash of the setup token while there is no user. */
export const setupTokenKey = 'setup-token-hash';

export function hashSetupToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * For the start of the lab: while there is no user, makes a one-time token for the first admin, which replaces any earlier
 * one, and gives it back to be shown once. Only its hash is stored. Null when somebody has set the lab up.
 */
export async function ensureSetupToken({
  database,
  randomBytes,
}: Pick<LabContext, 'database' | 'randomBytes'>): Promise<string | null> {
  const token = randomBytes(24).toString('base64url');
  const value = hashSetupToken(token);
  return database.db.transaction().execute(async (db) => {
    if ((await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined) return null;
    await db
      .insertInto('settings')
      .values({ key: setupTokenKey, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    return token;
  });
}

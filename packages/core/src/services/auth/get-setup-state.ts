import type { Service } from '../services.ts';

export const getSetupState: Service<'getSetupState'> = async ({ database }) => {
  const user = await database.db.selectFrom('users').select('id').limit(1).executeTakeFirst();
  return { needed: user === undefined };
};

import type { Db } from '../../database/database.ts';
import type { UserTable } from '../../database/schema.ts';
import { requireFound } from '../require-found.ts';

export async function findUser(db: Db, id: string): Promise<UserTable> {
  return requireFound(await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst(), 'user', id);
}

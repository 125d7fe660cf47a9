import type { Db } from '../database/database.ts';
import type { RunTable } from '../database/schema.ts';
import { requireFound } from '../services/require-found.ts';

export async function findRun(db: Db, id: string): Promise<RunTable> {
  return requireFound(await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst(), 'run', id);
}

import type { Db } from '../database/database.ts';
import type { ServerTable } from '../database/schema.ts';
import { requireFound } from '../services/require-found.ts';

export async function findServer(db: Db, id: string): Promise<ServerTable> {
  return requireFound(await db.selectFrom('servers').selectAll().where('id', '=', id).executeTakeFirst(), 'server', id);
}

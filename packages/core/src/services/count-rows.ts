import type { SelectQueryBuilder } from 'kysely';
import type { Database } from '../database/schema.ts';

/** How many rows a query without columns, order and limit has. */
export async function countRows<TB extends keyof Database>(
  query: SelectQueryBuilder<Database, TB, object>,
): Promise<number> {
  const row = await query.select((e) => e.fn.countAll<number>().as('count')).executeTakeFirst();
  return row?.count ?? 0;
}

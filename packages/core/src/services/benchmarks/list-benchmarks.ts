import { sql } from 'kysely';
import { selectBenchmarks, toBenchmarks } from '../../benchmarks/to-benchmarks.ts';
import { countRows } from '../count-rows.ts';
import { likePattern } from '../like-pattern.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

export const listBenchmarks: Service<'listBenchmarks'> = async ({ database: { db } }, { query }) => {
  let rows = selectBenchmarks(db);
  let counted = db.selectFrom('benchmarks');
  if (query.serverId !== undefined) {
    rows = rows.where('benchmarks.server_id', '=', query.serverId);
    counted = counted.where('benchmarks.server_id', '=', query.serverId);
  }
  if (query.kind !== undefined) {
    rows = rows.where('benchmarks.kind', '=', query.kind);
    counted = counted.where('benchmarks.kind', '=', query.kind);
  }
  if (query.search) {
    const pattern = likePattern(query.search.toLowerCase());
    const matches = sql<boolean>`lower(benchmarks.name) like ${pattern} escape '\\'`;
    rows = rows.where(matches);
    counted = counted.where(matches);
  }
  const page = await readPage(rows, {
    by: { 'benchmarks.created_at': 'number', 'benchmarks.id': 'string' },
    direction: 'desc',
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: await toBenchmarks(db, page.rows), nextCursor: page.nextCursor, total: await countRows(counted) };
};

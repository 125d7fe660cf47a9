import { sql } from 'kysely';
import { countRows } from '../count-rows.ts';
import { likePattern } from '../like-pattern.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';
import { selectTests, toTests } from './to-tests.ts';

export const listTests: Service<'listTests'> = async ({ database: { db } }, { query }) => {
  let rows = selectTests(db);
  let counted = db.selectFrom('tests');
  if (query.serverId !== undefined) {
    rows = rows.where('tests.server_id', '=', query.serverId);
    counted = counted.where('tests.server_id', '=', query.serverId);
  }
  if (query.search) {
    const matches = sql<boolean>`lower(tests.name) like ${likePattern(query.search.toLowerCase())} escape '\\'`;
    rows = rows.where(matches);
    counted = counted.where(matches);
  }
  const page = await readPage(rows, {
    by: { 'tests.created_at': 'number', 'tests.id': 'string' },
    direction: 'desc',
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: await toTests(db, page.rows), nextCursor: page.nextCursor, total: await countRows(counted) };
};

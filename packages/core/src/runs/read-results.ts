import type { Page, Result } from '@mcp-lab/contracts';
import type { Db } from '../database/database.ts';
import { countRows } from '../services/count-rows.ts';
import { readPage } from '../services/read-page.ts';
import { toResult } from './to-result.ts';

interface ResultFilter extends Partial<Pick<Result, 'verdict' | 'area' | 'level'>> {
  limit: number;
  cursor?: string;
}

/** Results of a run in order of arrival. */
export async function readResults(db: Db, runId: string, filter: ResultFilter): Promise<Page<Result>> {
  let results = db.selectFrom('results').where('run_id', '=', runId);
  if (filter.verdict !== undefined) results = results.where('verdict', '=', filter.verdict);
  if (filter.area !== undefined) results = results.where('area', '=', filter.area);
  if (filter.level !== undefined) results = results.where('level', '=', filter.level);
  const page = await readPage(results.selectAll(), {
    by: { seq: 'number' },
    direction: 'asc',
    limit: filter.limit,
    cursor: filter.cursor,
  });
  return { items: page.rows.map(toResult), nextCursor: page.nextCursor, total: await countRows(results) };
}

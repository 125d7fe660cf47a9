import { groupAreas, type Page, qualityAreas, type Result, type ResultGroup } from '@mcp-lab/contracts';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { countRows } from '../services/count-rows.ts';
import { likePattern } from '../services/like-pattern.ts';
import { readPage } from '../services/read-page.ts';
import { toResult } from './to-result.ts';

interface ResultFilter extends Partial<Pick<Result, 'verdict' | 'area' | 'level' | 'revision'>> {
  group?: ResultGroup;
  /** In title, check id and reason, whatever the case. */
  search?: string;
  limit: number;
  cursor?: string;
}

/** Results of a run in order of arrival. */
export async function readResults(db: Db, runId: string, filter: ResultFilter): Promise<Page<Result>> {
  let results = db.selectFrom('results').where('run_id', '=', runId);
  if (filter.verdict !== undefined) results = results.where('verdict', '=', filter.verdict);
  if (filter.area !== undefined) results = results.where('area', '=', filter.area);
  if (filter.level !== undefined) results = results.where('level', '=', filter.level);
  if (filter.revision !== undefined) results = results.where('revision', '=', filter.revision);
  if (filter.group === 'conformance') results = results.where('area', 'not in', [...qualityAreas, ...groupAreas]);
  else if (filter.group === 'quality') results = results.where('area', 'in', [...qualityAreas]);
  else if (filter.group !== undefined) results = results.where('area', '=', filter.group);
  if (filter.search !== undefined) {
    const pattern = likePattern(filter.search.toLowerCase());
    const within = sql`lower(title || ' ' || check_id || ' ' || reason)`;
    results = results.where(sql<boolean>`${within} like ${pattern} escape '\\'`);
  }
  const page = await readPage(results.selectAll(), {
    by: { seq: 'number' },
    direction: 'asc',
    limit: filter.limit,
    cursor: filter.cursor,
  });
  return { items: page.rows.map(toResult), nextCursor: page.nextCursor, total: await countRows(results) };
}

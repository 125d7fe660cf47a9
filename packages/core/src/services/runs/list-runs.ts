import { toRun } from '../../runs/to-run.ts';
import { countRows } from '../count-rows.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

export const listRuns: Service<'listRuns'> = async ({ database: { db } }, { query }) => {
  let runs = db.selectFrom('runs');
  if (query.serverId !== undefined) runs = runs.where('server_id', '=', query.serverId);
  if (query.testId !== undefined) runs = runs.where('test_id', '=', query.testId);
  if (query.benchmarkId !== undefined) runs = runs.where('benchmark_id', '=', query.benchmarkId);
  if (query.kind !== undefined) runs = runs.where('kind', '=', query.kind);
  if (query.status !== undefined) runs = runs.where('status', '=', query.status);
  if (query.outcome !== undefined) runs = runs.where('outcome', '=', query.outcome);
  const page = await readPage(runs.selectAll(), {
    by: { created_at: 'number', id: 'string' },
    direction: 'desc',
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: page.rows.map(toRun), nextCursor: page.nextCursor, total: await countRows(runs) };
};

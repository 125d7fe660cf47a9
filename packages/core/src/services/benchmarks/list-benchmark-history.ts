import { selectSummaries, toSummary } from '../../benchmarks/run-summaries.ts';
import { findBenchmark } from '../../benchmarks/to-benchmarks.ts';
import { countRows } from '../count-rows.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

export const listBenchmarkHistory: Service<'listBenchmarkHistory'> = async (
  { database: { db } },
  { params: { id }, query },
) => {
  await findBenchmark(db, id);
  let rows = selectSummaries(db).where('runs.benchmark_id', '=', id);
  let counted = db
    .selectFrom('runs')
    .leftJoin('load_reports', 'load_reports.run_id', 'runs.id')
    .where('runs.benchmark_id', '=', id);
  if (query.profileHash !== undefined) {
    rows = rows.where('load_reports.profile_hash', '=', query.profileHash);
    counted = counted.where('load_reports.profile_hash', '=', query.profileHash);
  }
  const page = await readPage(rows, {
    by: { 'runs.created_at': 'number', 'runs.id': 'string' },
    direction: 'desc',
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: page.rows.map(toSummary), nextCursor: page.nextCursor, total: await countRows(counted) };
};

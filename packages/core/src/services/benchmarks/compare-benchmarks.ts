import { type BenchmarksCompared, LabError, type LoadReport } from '@mcp-lab/contracts';
import { compareReports } from '@mcp-lab/engine/benchmark/compare-reports';
import { type SummaryRow, selectSummaries, toSummary } from '../../benchmarks/run-summaries.ts';
import { findBenchmark } from '../../benchmarks/to-benchmarks.ts';
import type { Db } from '../../database/database.ts';
import { readLoadReports } from '../../runs/load-reports.ts';
import type { Service } from '../services.ts';

/** Throws LabError `not-found` for an unknown benchmark or run, `conflict` for a run that has measured nothing yet. */
export const compareBenchmarks: Service<'compareBenchmarks'> = async ({ database: { db } }, { query }) => {
  const { last, method, margin } = query;
  const base = await readSide(db, 'base', { runIds: query.base, benchmarkId: query.baseBenchmarkId, last });
  const head = await readSide(db, 'head', { runIds: query.head, benchmarkId: query.headBenchmarkId, last });
  if (method === 'interleaved' && base.reports.length !== head.reports.length) {
    const message = `Interleaved runs come in pairs: base has ${base.reports.length}, head ${head.reports.length}.`;
    throw new LabError('invalid-input', message, { issues: [{ path: 'query.method', message }] });
  }
  const comparison = compareReports(base.reports, head.reports, {
    method,
    baseLabel: base.shown.label,
    headLabel: head.shown.label,
    ...(margin === undefined ? {} : { margin }),
  });
  return { base: base.shown, head: head.shown, comparison };
};

interface Side {
  shown: BenchmarksCompared['base'];
  reports: LoadReport[];
}

async function readSide(
  db: Db,
  name: 'base' | 'head',
  { runIds, benchmarkId, last }: { runIds?: string[]; benchmarkId?: string; last: number },
): Promise<Side> {
  if (runIds !== undefined) return collect(db, await readRuns(db, name, runIds), { benchmarkId: null, label: name });
  const benchmark = await findBenchmark(db, benchmarkId ?? '');
  const newestFirst = selectSummaries(db)
    .where('runs.benchmark_id', '=', benchmark.id)
    .where('runs.status', '=', 'completed')
    .where('load_reports.profile_hash', 'is not', null)
    .orderBy('runs.created_at', 'desc')
    .orderBy('runs.id', 'desc');
  // What was called stands in the hash: a profile that leaves the calls to the server's surface changes with it.
  const newestRun = await newestFirst.limit(1).executeTakeFirst();
  const newest = await newestFirst
    .where('load_reports.profile_hash', '=', newestRun?.profile_hash ?? '')
    .limit(last)
    .execute();
  const label = `${benchmark.name} (${benchmark.serverName})`;
  return collect(db, newest.toReversed(), { benchmarkId: benchmark.id, label });
}

/** In the order in which they were named. */
async function readRuns(db: Db, side: string, ids: readonly string[]): Promise<SummaryRow[]> {
  const found = await selectSummaries(db).where('runs.id', 'in', ids).execute();
  return ids.map((id) => {
    const row = found.find((one) => one.id === id);
    const refuse = (code: 'not-found' | 'conflict', message: string): never => {
      throw new LabError(code, message, { issues: [{ path: `query.${side}`, message }] });
    };
    if (row === undefined) return refuse('not-found', `There is no run with the id ${id}.`);
    if (row.profile_hash === null) return refuse('conflict', `The run ${id} has measured no load.`);
    return row;
  });
}

async function collect(db: Db, rows: readonly SummaryRow[], { benchmarkId, label }: Omit<Side['shown'], 'runs'>) {
  const reports = await readLoadReports(
    db,
    rows.map(({ id }) => id),
  );
  return {
    shown: { benchmarkId, label, runs: rows.map(toSummary) },
    reports: rows.flatMap(({ id }) => reports.get(id) ?? []),
  };
}

import type { Benchmark, BenchmarkRunSummary } from '@mcp-lab/contracts';
import type { Db } from '../database/database.ts';
import type { BenchmarkTable } from '../database/schema.ts';
import { requireFound } from '../services/require-found.ts';
import { selectSummaries, toSummary } from './run-summaries.ts';

export type BenchmarkRow = BenchmarkTable & { server_name: string };

export function selectBenchmarks(db: Db) {
  return db
    .selectFrom('benchmarks')
    .innerJoin('servers', 'servers.id', 'benchmarks.server_id')
    .selectAll('benchmarks')
    .select('servers.name as server_name');
}

/** Rows with the newest run of each. */
export async function toBenchmarks(db: Db, rows: readonly BenchmarkRow[]): Promise<Benchmark[]> {
  return Promise.all(rows.map(async (row) => ({ ...fieldsOf(row), lastRun: await lastRunOf(db, row.id) })));
}

export async function findBenchmark(db: Db, id: string): Promise<Benchmark> {
  const row = await selectBenchmarks(db).where('benchmarks.id', '=', id).executeTakeFirst();
  const [benchmark] = await toBenchmarks(db, [requireFound(row, 'benchmark', id)]);
  return requireFound(benchmark, 'benchmark', id);
}

function fieldsOf(row: BenchmarkRow): Omit<Benchmark, 'lastRun'> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    serverId: row.server_id,
    serverName: row.server_name,
    kind: row.kind,
    profile: JSON.parse(row.profile),
    profileHash: row.profile_hash,
    options: JSON.parse(row.options),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

async function lastRunOf(db: Db, benchmarkId: string): Promise<BenchmarkRunSummary | null> {
  const row = await selectSummaries(db)
    .where('runs.benchmark_id', '=', benchmarkId)
    .orderBy('runs.created_at', 'desc')
    .orderBy('runs.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toSummary(row);
}

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { LoadReport, LoadTick, RunLoad } from '@mcp-lab/contracts';
import { whyLeftOut } from '@mcp-lab/engine/benchmark/why-left-out';
import type { Selectable } from 'kysely';
import type { Db } from '../database/database.ts';
import type { LoadReportTable } from '../database/schema.ts';
import { deleteRunTicks, readRunTicks } from './run-ticks.ts';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Makes the row of a report before a transaction begins: everybody waits for those. */
export async function packLoadReport(runId: string, load: LoadReport): Promise<LoadReportTable> {
  const { ticks, ...report } = load;
  const { latencyMs } = load.total;
  const judged = load.thresholds.filter(({ ok }) => ok !== null);
  const crossed = judged.filter(({ ok }) => ok === false).length;
  return {
    run_id: runId,
    started_at: load.startedAt,
    profile_hash: load.profileHash,
    fingerprint_hash: load.fingerprint.hash,
    profile: JSON.stringify(load.profile),
    fingerprint: JSON.stringify(load.fingerprint),
    valid: load.generator.valid ? 1 : 0,
    comparable: whyLeftOut(load) === undefined ? 1 : 0,
    calls: load.total.calls,
    p50_ms: latencyMs.p50,
    p95_ms: latencyMs.p95,
    p99_ms: latencyMs.p99,
    rate: load.total.rate,
    failed_ratio: load.total.failedRatio,
    knee_rate: load.knee?.rate ?? null,
    thresholds_ok: judged.length - crossed,
    thresholds_crossed: crossed,
    report: await zip(JSON.stringify(report)),
    ticks: await zip(JSON.stringify(ticks)),
  };
}

/** The report with its ticks takes the place of those that came while the run went on. */
export async function storeLoadReport(db: Db, row: LoadReportTable): Promise<void> {
  const { run_id, ...content } = row;
  await db
    .insertInto('load_reports')
    .values(row)
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet(content))
    .execute();
  await deleteRunTicks(db, run_id);
}

type StoredReport = Pick<Selectable<LoadReportTable>, 'report' | 'ticks'>;

async function unpackJson(data: Uint8Array): Promise<unknown> {
  return JSON.parse((await unzip(data)).toString('utf8'));
}

// Written by `packLoadReport` of this lab from what the report's schema let through.
const unpackReport = async ({ report }: Pick<StoredReport, 'report'>) =>
  (await unpackJson(report)) as Omit<LoadReport, 'ticks'>;
const unpackTicks = async ({ ticks }: Pick<StoredReport, 'ticks'>) => (await unpackJson(ticks)) as LoadTick[];

/** The report of a run that has one. */
export async function readLoadReport(db: Db, runId: string): Promise<LoadReport | null> {
  const row = await db
    .selectFrom('load_reports')
    .select(['report', 'ticks'])
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return row === undefined ? null : { ...(await unpackReport(row)), ticks: await unpackTicks(row) };
}

/**
 * Reports of several runs by their ids, for comparisons, their ticks without the histograms; runs without a report are left
 * out. One after another: those of long runs are large.
 */
export async function readLoadReports(db: Db, runIds: readonly string[]): Promise<Map<string, LoadReport>> {
  const reports = new Map<string, LoadReport>();
  for (const id of runIds) {
    const report = await readLoadReport(db, id);
    if (report === null) continue;
    reports.set(id, { ...report, ticks: report.ticks.map((tick) => ({ ...tick, buckets: [] })) });
  }
  return reports;
}

/** What a run measured, as far as it has come. */
export async function readRunLoad(db: Db, runId: string): Promise<RunLoad> {
  const stored = await readLoadReport(db, runId);
  if (stored !== null) {
    const { ticks, ...report } = stored;
    return { report, ticks, tickSeconds: report.tickSeconds };
  }
  return { report: null, ticks: (await readRunTicks(db, runId)) as LoadTick[], tickSeconds: 1 };
}

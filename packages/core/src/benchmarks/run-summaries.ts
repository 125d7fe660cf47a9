import type { BenchmarkKind, BenchmarkRunSummary } from '@mcp-lab/contracts';
import type { Db } from '../database/database.ts';

/** Runs with the figures of their reports, where they have one. */
export function selectSummaries(db: Db) {
  return db
    .selectFrom('runs')
    .leftJoin('load_reports', 'load_reports.run_id', 'runs.id')
    .select([
      'runs.id',
      'runs.kind',
      'runs.status',
      'runs.outcome',
      'runs.reason',
      'runs.created_at',
      'runs.started_at',
      'runs.finished_at',
      'load_reports.profile_hash',
      'load_reports.fingerprint_hash',
      'load_reports.valid',
      'load_reports.calls',
      'load_reports.p50_ms',
      'load_reports.p95_ms',
      'load_reports.p99_ms',
      'load_reports.rate',
      'load_reports.failed_ratio',
      'load_reports.knee_rate',
      'load_reports.thresholds_ok',
      'load_reports.thresholds_crossed',
    ]);
}

export type SummaryRow = Awaited<ReturnType<ReturnType<typeof selectSummaries>['executeTakeFirstOrThrow']>>;

export function toSummary(row: SummaryRow): BenchmarkRunSummary {
  const { thresholds_ok: ok, thresholds_crossed: crossed } = row;
  return {
    run: {
      id: row.id,
      // Only a benchmark's runs are asked for, and those are of its kind.
      kind: row.kind as BenchmarkKind,
      status: row.status,
      outcome: row.outcome,
      reason: row.reason,
      createdAt: row.created_at,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
    },
    p50: row.p50_ms,
    p95: row.p95_ms,
    p99: row.p99_ms,
    rate: row.rate,
    failedRatio: row.failed_ratio,
    calls: row.calls,
    valid: row.valid === null ? null : row.valid === 1,
    kneeRate: row.knee_rate,
    thresholds: ok === null || crossed === null ? null : { ok, crossed },
    profileHash: row.profile_hash,
    fingerprintHash: row.fingerprint_hash,
  };
}

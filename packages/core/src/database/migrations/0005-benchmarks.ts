import type { Migration } from './migration.ts';

/** Saved loads, what their runs measured, and what a run that loads a machine needs to have it for itself. */
export const benchmarks: Migration = {
  id: 5,
  name: 'benchmarks',
  statements: [
    `CREATE TABLE benchmarks (
      id {key} PRIMARY KEY,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      server_id {key} NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      profile TEXT NOT NULL,
      profile_hash {key} NOT NULL,
      options TEXT NOT NULL,
      created_at {int} NOT NULL,
      updated_at {int} NOT NULL
    )`,
    'CREATE INDEX benchmarks_by_creation ON benchmarks (created_at, id)',
    'CREATE INDEX benchmarks_by_server ON benchmarks (server_id)',
    'ALTER TABLE runs ADD COLUMN benchmark_id {key} REFERENCES benchmarks (id) ON DELETE SET NULL',
    'ALTER TABLE runs ADD COLUMN benchmark_name TEXT',
    'ALTER TABLE runs ADD COLUMN machine {key}',
    'ALTER TABLE runs ADD COLUMN waits_for TEXT',
    'CREATE INDEX runs_by_benchmark ON runs (benchmark_id, created_at, id)',
    `CREATE TABLE load_ticks (
      run_id {key} NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      seq {int} NOT NULL,
      data TEXT NOT NULL,
      PRIMARY KEY (run_id, seq)
    )`,
    `CREATE TABLE load_reports (
      run_id {key} PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      started_at {int} NOT NULL,
      profile_hash {key} NOT NULL,
      fingerprint_hash {key} NOT NULL,
      profile TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      valid {int} NOT NULL,
      comparable {int} NOT NULL,
      calls {int} NOT NULL,
      p50_ms {real},
      p95_ms {real},
      p99_ms {real},
      rate {real} NOT NULL,
      failed_ratio {real} NOT NULL,
      knee_rate {real},
      thresholds_ok {int} NOT NULL,
      thresholds_crossed {int} NOT NULL,
      report {bytes} NOT NULL,
      ticks {bytes} NOT NULL
    )`,
    'CREATE INDEX load_reports_by_group ON load_reports (profile_hash, fingerprint_hash, started_at)',
  ],
};

import type { Migration, MigrationStatement } from './migration.ts';

const accounts: MigrationStatement[] = [
  'CREATE TABLE settings (key {key} PRIMARY KEY, value TEXT NOT NULL)',
  `CREATE TABLE users (
    id {key} PRIMARY KEY,
    email {key} NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    disabled {int} NOT NULL DEFAULT 0,
    password_hash TEXT NOT NULL,
    created_at {int} NOT NULL,
    last_login_at {int}
  )`,
  `CREATE TABLE sessions (
    id {key} PRIMARY KEY,
    user_id {key} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    salt TEXT NOT NULL,
    generation {int} NOT NULL,
    rotated_at {int} NOT NULL,
    user_agent TEXT NOT NULL,
    ip TEXT NOT NULL,
    created_at {int} NOT NULL,
    last_seen_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    revoked_at {int}
  )`,
  'CREATE INDEX sessions_by_user ON sessions (user_id)',
  'CREATE INDEX sessions_by_expiry ON sessions (expires_at)',
  `CREATE TABLE ws_tickets (
    hash {key} PRIMARY KEY,
    session_id {key} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at {int} NOT NULL
  )`,
  'CREATE INDEX ws_tickets_by_session ON ws_tickets (session_id)',
  'CREATE INDEX ws_tickets_by_expiry ON ws_tickets (expires_at)',
  `CREATE TABLE sign_in_attempts (
    key {key} PRIMARY KEY,
    failures {int} NOT NULL,
    blocked_until {int} NOT NULL,
    last_at {int} NOT NULL
  )`,
  'CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (last_at)',
  `CREATE TABLE idempotency_keys (
    user_id {key} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key {key} NOT NULL,
    request_hash TEXT NOT NULL,
    response TEXT,
    created_at {int} NOT NULL,
    PRIMARY KEY (user_id, key)
  )`,
  'CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at)',
];

const auditLog: MigrationStatement[] = [
  `CREATE TABLE audit_log (
    seq {int} PRIMARY KEY,
    at {int} NOT NULL,
    actor_id TEXT,
    actor_email TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    ip TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  )`,
  {
    postgres: `CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'audit_log is append-only'; END $$`,
  },
  {
    sqlite: `CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
      BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END`,
    postgres: `CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`,
  },
  {
    sqlite: `CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
      BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END`,
  },
];

const servers: MigrationStatement[] = [
  `CREATE TABLE servers (
    id {key} PRIMARY KEY,
    name TEXT NOT NULL,
    name_key {key} NOT NULL UNIQUE,
    description TEXT NOT NULL,
    kind TEXT NOT NULL,
    command TEXT,
    args TEXT NOT NULL,
    cwd TEXT,
    url TEXT,
    auto_start {int} NOT NULL,
    restart_policy TEXT NOT NULL,
    health_interval_seconds {int} NOT NULL,
    sample_id TEXT,
    desired TEXT NOT NULL,
    generation {int} NOT NULL DEFAULT 1,
    status TEXT NOT NULL,
    status_reason TEXT,
    pid {int},
    started_at {int},
    restart_count {int} NOT NULL DEFAULT 0,
    lease_owner TEXT,
    lease_until {int},
    fence {int} NOT NULL DEFAULT 0,
    health TEXT NOT NULL DEFAULT 'unknown',
    health_reason TEXT,
    health_checked_at {int},
    health_latency_ms {real},
    profile TEXT,
    next_check_at {int} NOT NULL DEFAULT 0,
    check_lease_until {int},
    check_fence {int} NOT NULL DEFAULT 0,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
  )`,
  'CREATE INDEX servers_by_creation ON servers (created_at, id)',
  'CREATE INDEX servers_by_check ON servers (next_check_at)',
  `CREATE TABLE server_secrets (
    server_id {key} NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    kind {key} NOT NULL,
    name {key} NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (server_id, kind, name)
  )`,
  `CREATE TABLE health_checks (
    id {serial},
    server_id {key} NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    at {int} NOT NULL,
    health TEXT NOT NULL,
    latency_ms {real},
    reason TEXT
  )`,
  'CREATE INDEX health_checks_by_server ON health_checks (server_id, at)',
  'CREATE INDEX health_checks_by_time ON health_checks (at)',
  `CREATE TABLE capability_snapshots (
    id {key} PRIMARY KEY,
    server_id {key} NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    taken_at {int} NOT NULL,
    transport TEXT NOT NULL,
    modern TEXT NOT NULL,
    legacy TEXT NOT NULL,
    server_name TEXT,
    server_version TEXT,
    tool_count {int} NOT NULL,
    surface_hash TEXT NOT NULL,
    surface {bytes} NOT NULL
  )`,
  'CREATE INDEX capability_snapshots_by_server ON capability_snapshots (server_id, taken_at)',
  `CREATE TABLE logs (
    seq {serial},
    at {int} NOT NULL,
    level TEXT NOT NULL,
    source TEXT NOT NULL,
    server_id {key} REFERENCES servers (id) ON DELETE CASCADE,
    run_id TEXT,
    message TEXT NOT NULL
  )`,
  'CREATE INDEX logs_by_server ON logs (server_id, seq)',
  'CREATE INDEX logs_by_time ON logs (at)',
];

const runs: MigrationStatement[] = [
  `CREATE TABLE tests (
    id {key} PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    kind TEXT NOT NULL,
    server_id {key} NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    options TEXT NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
  )`,
  'CREATE INDEX tests_by_creation ON tests (created_at, id)',
  'CREATE INDEX tests_by_server ON tests (server_id)',
  `CREATE TABLE runs (
    id {key} PRIMARY KEY,
    kind TEXT NOT NULL,
    test_id {key} REFERENCES tests (id) ON DELETE SET NULL,
    test_name TEXT,
    server_id {key} NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    server_name TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT,
    reason TEXT,
    hint TEXT,
    options TEXT NOT NULL,
    seed {int} NOT NULL,
    attempt {int} NOT NULL DEFAULT 0,
    job_id TEXT,
    progress_done {int} NOT NULL DEFAULT 0,
    progress_total {int} NOT NULL DEFAULT 0,
    counts TEXT NOT NULL,
    profile TEXT,
    frame_count {int} NOT NULL DEFAULT 0,
    dropped_frames {int} NOT NULL DEFAULT 0,
    evidence_bytes {int} NOT NULL DEFAULT 0,
    cancel_requested {int} NOT NULL DEFAULT 0,
    created_by TEXT,
    worker_id TEXT,
    lease_until {int},
    fence {int} NOT NULL DEFAULT 0,
    created_at {int} NOT NULL,
    started_at {int},
    finished_at {int}
  )`,
  'CREATE INDEX runs_by_creation ON runs (created_at, id)',
  'CREATE INDEX runs_by_server ON runs (server_id, created_at)',
  'CREATE INDEX runs_by_test ON runs (test_id, created_at)',
  'CREATE INDEX runs_by_status ON runs (status, lease_until)',
  `CREATE TABLE results (
    id {key} PRIMARY KEY,
    run_id {key} NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    seq {int} NOT NULL,
    result_key {key} NOT NULL,
    check_id TEXT NOT NULL,
    area TEXT NOT NULL,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    verdict TEXT NOT NULL,
    severity TEXT NOT NULL,
    transport TEXT NOT NULL,
    revision TEXT NOT NULL,
    reason TEXT NOT NULL,
    fix TEXT NOT NULL,
    spec TEXT NOT NULL,
    repro TEXT NOT NULL,
    evidence TEXT NOT NULL,
    duration_ms {real} NOT NULL,
    created_at {int} NOT NULL,
    UNIQUE (run_id, result_key),
    UNIQUE (run_id, seq)
  )`,
  `CREATE TABLE evidence (
    run_id {key} NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    chunk {int} NOT NULL,
    first_seq {int} NOT NULL,
    last_seq {int} NOT NULL,
    frame_count {int} NOT NULL,
    data {bytes} NOT NULL,
    PRIMARY KEY (run_id, chunk)
  )`,
  `CREATE TABLE alerts (
    id {key} PRIMARY KEY,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL,
    server_id {key} REFERENCES servers (id) ON DELETE CASCADE,
    run_id {key} REFERENCES runs (id) ON DELETE SET NULL,
    dedupe_key {key} NOT NULL,
    opened_at {int} NOT NULL,
    acknowledged_at {int},
    acknowledged_by TEXT,
    resolved_at {int}
  )`,
  'CREATE INDEX alerts_by_time ON alerts (opened_at, id)',
  'CREATE INDEX alerts_by_server ON alerts (server_id)',
  'CREATE INDEX alerts_by_run ON alerts (run_id)',
  'CREATE UNIQUE INDEX alerts_unresolved ON alerts (dedupe_key) WHERE resolved_at IS NULL',
];

const metrics: MigrationStatement[] = [
  `CREATE TABLE series (
    id {serial},
    series_key {key} NOT NULL UNIQUE,
    name {key} NOT NULL,
    unit TEXT NOT NULL,
    server_id {key} REFERENCES servers (id) ON DELETE CASCADE,
    labels TEXT NOT NULL,
    created_at {int} NOT NULL
  )`,
  'CREATE INDEX series_by_name ON series (name)',
  'CREATE INDEX series_by_server ON series (server_id)',
  {
    sqlite: 'CREATE TABLE points (series_id INTEGER NOT NULL, ts INTEGER NOT NULL, value REAL NOT NULL)',
    postgres: `CREATE TABLE points (series_id BIGINT NOT NULL, ts BIGINT NOT NULL, value DOUBLE PRECISION NOT NULL)
      PARTITION BY RANGE (ts)`,
  },
  { postgres: 'CREATE TABLE points_default PARTITION OF points DEFAULT' },
  'CREATE INDEX points_by_series ON points (series_id, ts)',
  `CREATE TABLE rollup_queue (
    series_id {int} NOT NULL,
    minute {int} NOT NULL,
    marked_at {int} NOT NULL,
    PRIMARY KEY (series_id, minute)
  )`,
  'CREATE INDEX rollup_queue_by_minute ON rollup_queue (minute)',
  `CREATE TABLE rollups_1m (
    series_id {int} NOT NULL,
    ts {int} NOT NULL,
    count {int} NOT NULL,
    sum {real} NOT NULL,
    min {real} NOT NULL,
    max {real} NOT NULL,
    last {real} NOT NULL,
    sketch {bytes} NOT NULL,
    PRIMARY KEY (series_id, ts)
  )`,
];

const machinery: MigrationStatement[] = [
  {
    sqlite: `CREATE TABLE jobs (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      payload TEXT NOT NULL,
      state TEXT NOT NULL,
      run_at INTEGER NOT NULL,
      attempt INTEGER NOT NULL DEFAULT 0,
      max_attempts INTEGER NOT NULL,
      fence INTEGER NOT NULL DEFAULT 0,
      worker_id TEXT,
      lease_until INTEGER,
      last_error TEXT,
      created_at INTEGER NOT NULL,
      finished_at INTEGER
    )`,
  },
  { sqlite: "CREATE INDEX jobs_due ON jobs (run_at, id) WHERE state = 'queued'" },
  { sqlite: "CREATE INDEX jobs_active ON jobs (lease_until) WHERE state = 'active'" },
  { sqlite: 'CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL' },
  `CREATE TABLE events (
    seq {serial},
    at {int} NOT NULL,
    channel TEXT NOT NULL,
    type TEXT NOT NULL,
    payload TEXT NOT NULL
  )`,
  'CREATE INDEX events_by_time ON events (at)',
  `CREATE TABLE workers (
    id {key} PRIMARY KEY,
    started_at {int} NOT NULL,
    heartbeat_at {int} NOT NULL
  )`,
  'CREATE TABLE periodic_tasks (name {key} PRIMARY KEY, next_at {int} NOT NULL)',
];

export const firstTables: Migration = {
  id: 1,
  name: 'first tables',
  statements: [...accounts, ...auditLog, ...servers, ...runs, ...metrics, ...machinery],
};

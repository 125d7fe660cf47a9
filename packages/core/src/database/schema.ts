import type {
  Alert,
  BenchmarkKind,
  Channel,
  Confidence,
  Diagnosis,
  LogEntry,
  Result,
  Role,
  Run,
  Server,
} from '@mcp-lab/contracts';
import type { Generated } from 'kysely';

/**
 * The tables, the same on both backends. Times are epoch milliseconds, `Flag` columns 0 or 1, `Json` columns JSON text.
 * Leases (`lease_until`) are compared with the clock of the database, everything else with the clock of the context.
 */
export interface Database {
  migrations: MigrationTable;
  settings: SettingTable;
  users: UserTable;
  sessions: SessionTable;
  ws_tickets: WsTicketTable;
  sign_in_attempts: SignInAttemptTable;
  audit_log: AuditTable;
  servers: ServerTable;
  server_secrets: ServerSecretTable;
  health_checks: HealthCheckTable;
  capability_snapshots: CapabilitySnapshotTable;
  diagnoses: DiagnosisTable;
  tests: TestTable;
  runs: RunTable;
  results: ResultTable;
  evidence: EvidenceTable;
  run_documents: RunDocumentTable;
  benchmarks: BenchmarkTable;
  load_ticks: LoadTickTable;
  load_reports: LoadReportTable;
  server_calls: ServerCallTable;
  series: SeriesTable;
  points: PointTable;
  rollup_queue: RollupQueueTable;
  rollups_1m: RollupTable;
  alerts: AlertTable;
  jobs: JobTable;
  events: EventTable;
  logs: LogTable;
  workers: WorkerTable;
  periodic_tasks: PeriodicTaskTable;
  idempotency_keys: IdempotencyKeyTable;
}

export type Flag = 0 | 1;
/** JSON text. */
export type Json = string;

interface MigrationTable {
  id: number;
  name: string;
  checksum: string;
  applied_at: number;
}

interface SettingTable {
  key: string;
  value: string;
}

export interface UserTable {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabled: Flag;
  password_hash: string;
  created_at: number;
  last_login_at: number | null;
}

export interface SessionTable {
  id: string;
  user_id: string;
  /** Random part of the session's refresh tokens; with the secret key it gives them all. */
  salt: string;
  /** Number of the newest refresh token. */
  generation: number;
  rotated_at: number;
  user_agent: string;
  ip: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  revoked_at: number | null;
}

interface WsTicketTable {
  hash: string;
  session_id: string;
  expires_at: number;
}

export interface SignInAttemptTable {
  /** What is throttled: an account from a network, a network, an account. */
  key: string;
  failures: number;
  blocked_until: number;
  last_at: number;
}

export interface AuditTable {
  seq: number;
  at: number;
  actor_id: string | null;
  actor_email: string | null;
  action: string;
  subject: string;
  detail: Json;
  ip: string | null;
  previous_hash: string;
  hash: string;
}

export interface ServerTable {
  id: string;
  name: string;
  /** Lower-cased name: unique, and what lists are sorted by. */
  name_key: string;
  description: string;
  kind: Server['kind'];
  command: string | null;
  args: Json;
  cwd: string | null;
  url: string | null;
  /** How the token is got that every request carries, its secret apart. */
  auth: Json | null;
  auto_start: Flag;
  restart_policy: Server['restartPolicy'];
  health_interval_seconds: number;
  sample_id: string | null;
  /** What the user wants; the worker that holds the lease makes it so. */
  desired: 'running' | 'stopped';
  /** Rises when the process has to be replaced: restart, or changed command, URL, env or headers. */
  generation: number;
  status: Server['status'];
  status_reason: string | null;
  pid: number | null;
  started_at: number | null;
  restart_count: number;
  lease_owner: string | null;
  lease_until: number | null;
  fence: number;
  health: Server['health'];
  health_reason: string | null;
  health_checked_at: number | null;
  health_latency_ms: number | null;
  /** What it speaks and how big its surface is, as last seen. */
  profile: Json | null;
  /** When the next health check is due, by the database's clock. */
  next_check_at: number;
  check_lease_until: number | null;
  check_fence: number;
  /** The look at its surface that the user accepted. */
  accepted_snapshot_id: string | null;
  created_at: number;
  updated_at: number;
}

interface ServerSecretTable {
  server_id: string;
  kind: 'env' | 'header' | 'token' | 'auth';
  name: string;
  /** Sealed with the row's place as associated data. */
  value: string;
}

interface HealthCheckTable {
  id: Generated<number>;
  server_id: string;
  at: number;
  health: Server['health'];
  latency_ms: number | null;
  reason: string | null;
}

interface CapabilitySnapshotTable {
  id: string;
  server_id: string;
  taken_at: number;
  transport: Result['transport'];
  modern: Json;
  legacy: Json;
  server_name: string | null;
  server_version: string | null;
  tool_count: number;
  /** SHA-256 of `surface`: an unchanged surface is not stored twice. */
  surface_hash: string;
  /** Gzip of the JSON of evidence, instructions, capabilities and the four lists. */
  surface: Uint8Array;
}

/** The last look at why a server does not connect. */
export interface DiagnosisTable {
  server_id: string;
  id: string;
  status: Diagnosis['status'];
  requested_at: number;
  finished_at: number | null;
  reason: string | null;
  report: Json | null;
}

export interface TestTable {
  id: string;
  name: string;
  description: string;
  kind: Run['kind'];
  server_id: string;
  options: Json;
  cases: Json;
  created_at: number;
  updated_at: number;
}

export interface RunTable {
  id: string;
  kind: Run['kind'];
  test_id: string | null;
  test_name: string | null;
  benchmark_id: string | null;
  benchmark_name: string | null;
  server_id: string;
  server_name: string;
  status: Run['status'];
  outcome: Run['outcome'];
  reason: string | null;
  hint: string | null;
  options: Json;
  /** What a functional run runs; empty for others. */
  cases: Json;
  seed: number;
  attempt: number;
  job_id: string | null;
  progress_done: number;
  progress_total: number;
  counts: Json;
  profile: Json | null;
  frame_count: number;
  dropped_frames: number;
  evidence_bytes: number;
  cancel_requested: Flag;
  created_by: string | null;
  worker_id: string | null;
  /** Where it is executed: of the kinds that want a machine for themselves. */
  machine: string | null;
  /** Of a queued run: what it waits for, beside a free worker. */
  waits_for: string | null;
  lease_until: number | null;
  fence: number;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

export interface BenchmarkTable {
  id: string;
  name: string;
  description: string;
  server_id: string;
  kind: BenchmarkKind;
  profile: Json;
  profile_hash: string;
  options: Json;
  created_at: number;
  updated_at: number;
}

/** Seconds of a load run that goes on; the report takes their place. */
interface LoadTickTable {
  run_id: string;
  seq: number;
  data: Json;
}

export interface LoadReportTable {
  run_id: string;
  started_at: number;
  profile_hash: string;
  fingerprint_hash: string;
  profile: Json;
  fingerprint: Json;
  valid: Flag;
  /** It says something of the server that may be ranked beside others. */
  comparable: Flag;
  calls: number;
  p50_ms: number | null;
  p95_ms: number | null;
  p99_ms: number | null;
  rate: number;
  failed_ratio: number;
  knee_rate: number | null;
  thresholds_ok: number;
  thresholds_crossed: number;
  /** Gzip of the JSON of the report without its ticks, and of these. */
  report: Uint8Array;
  ticks: Uint8Array;
}

export interface ResultTable {
  id: string;
  run_id: string;
  seq: number;
  /** The engine's own id of it: a result that arrives twice is stored once. */
  result_key: string;
  check_id: string;
  area: string;
  title: string;
  level: Result['level'];
  verdict: Result['verdict'];
  severity: Result['severity'];
  transport: Result['transport'];
  revision: string;
  reason: string;
  fix: string;
  spec: Json;
  repro: Json;
  evidence: Json;
  labels: Json;
  /** Of a finding of the security suite. */
  confidence: Confidence | null;
  duration_ms: number;
  created_at: number;
}

interface EvidenceTable {
  run_id: string;
  /** Position of the chunk in the run's transcript, from 0. */
  chunk: number;
  first_seq: number;
  last_seq: number;
  frame_count: number;
  /** Gzip of a JSON array of frames. */
  data: Uint8Array;
}

interface RunDocumentTable {
  run_id: string;
  /** Gzip of the JSON of a run document without its results and frames. */
  data: Uint8Array;
}

/** A call by hand on its way to the worker that makes it, and its answer on the way back. Rows live for minutes. */
interface ServerCallTable {
  id: string;
  server_id: string;
  state: 'queued' | 'claimed' | 'done' | 'failed';
  /** Sealed: arguments may hold secrets, and so may answers. */
  request: string;
  answer: string | null;
  /** For failed: why no call was made. */
  reason: string | null;
  created_at: number;
}

export interface SeriesTable {
  id: Generated<number>;
  /** name, server and canonical labels in one unique text. */
  series_key: string;
  name: string;
  unit: string;
  server_id: string | null;
  labels: Json;
  created_at: number;
}

interface PointTable {
  series_id: number;
  ts: number;
  value: number;
}

/** Minutes whose rollup has to be made, or made again. */
interface RollupQueueTable {
  series_id: number;
  minute: number;
  marked_at: number;
}

export interface RollupTable {
  series_id: number;
  /** Beginning of the minute. */
  ts: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  last: number;
  sketch: Uint8Array;
}

export interface AlertTable {
  id: string;
  kind: Alert['kind'];
  severity: Alert['severity'];
  status: Alert['status'];
  title: string;
  detail: string;
  server_id: string | null;
  run_id: string | null;
  /** At most one unresolved alert has the same key. */
  dedupe_key: string;
  opened_at: number;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  resolved_at: number | null;
}

/** SQLite only; on PostgreSQL pg-boss has its own schema. */
export interface JobTable {
  id: string;
  name: string;
  payload: Json;
  state: 'queued' | 'active' | 'completed' | 'failed' | 'cancelled';
  run_at: number;
  attempt: number;
  max_attempts: number;
  fence: number;
  worker_id: string | null;
  lease_until: number | null;
  last_error: string | null;
  created_at: number;
  finished_at: number | null;
}

interface EventTable {
  seq: Generated<number>;
  at: number;
  channel: Channel;
  type: string;
  payload: Json;
}

export interface LogTable {
  seq: Generated<number>;
  at: number;
  level: LogEntry['level'];
  source: LogEntry['source'];
  server_id: string | null;
  run_id: string | null;
  message: string;
}

interface WorkerTable {
  id: string;
  started_at: number;
  heartbeat_at: number;
}

/** Work that exactly one of all workers does each time it is due. */
interface PeriodicTaskTable {
  name: string;
  next_at: number;
}

interface IdempotencyKeyTable {
  user_id: string;
  key: string;
  request_hash: string;
  /** Sealed answer; null while the first request is under way. */
  response: string | null;
  created_at: number;
}

import { type FunctionalCase, type Run, type RunOptions, verdicts } from '@mcp-lab/contracts';
import type { ServiceContext } from '../context.ts';
import type { RunTable, ServerTable } from '../database/schema.ts';
import { exclusiveKinds, jobNameOf } from '../jobs/execute-run-job.ts';
import { authorOf } from '../services/signed-in-user.ts';
import type { Unit } from '../transact.ts';
import { isLoadAhead, waitsForMachine } from './machine-lease.ts';
import { requireSettings } from './require-settings.ts';
import { toRun } from './to-run.ts';

export const noCounts = JSON.stringify(Object.fromEntries(verdicts.map((verdict) => [verdict, 0])));

interface RunRequest {
  server: ServerTable;
  test: { id: string; name: string } | null;
  /** Of a load or soak run. */
  benchmark?: { id: string; name: string } | null;
  kind: Run['kind'];
  options: RunOptions;
  /** Of a functional run. */
  cases: readonly FunctionalCase[];
  /** Default: the one of the options, else a random one. */
  seed?: number;
}

/** Writes the run down and queues its job, both or neither. Throws LabError where the kind wants settings that are missing. */
export async function queueRun(context: ServiceContext, unit: Unit, request: RunRequest): Promise<Run> {
  const { server, test, kind, options, cases } = request;
  requireSettings(kind, options, cases, server);
  const id = context.newId();
  const jobId = await unit.enqueue(jobNameOf(kind), { runId: id });
  const row: RunTable = {
    id,
    kind,
    test_id: test?.id ?? null,
    test_name: test?.name ?? null,
    benchmark_id: request.benchmark?.id ?? null,
    benchmark_name: request.benchmark?.name ?? null,
    server_id: server.id,
    server_name: server.name,
    status: 'queued',
    outcome: null,
    reason: null,
    hint: null,
    options: JSON.stringify(options),
    cases: JSON.stringify(kind === 'functional' ? cases : []),
    seed: request.seed ?? options.seed ?? context.randomBytes(4).readUInt32BE(),
    attempt: 0,
    job_id: jobId,
    progress_done: 0,
    progress_total: 0,
    counts: noCounts,
    profile: null,
    frame_count: 0,
    dropped_frames: 0,
    evidence_bytes: 0,
    cancel_requested: 0,
    created_by: authorOf(context),
    worker_id: null,
    machine: null,
    waits_for: exclusiveKinds.includes(kind) && (await isLoadAhead(unit.db)) ? waitsForMachine : null,
    lease_until: null,
    fence: 0,
    created_at: context.now(),
    started_at: null,
    finished_at: null,
  };
  await unit.db.insertInto('runs').values(row).execute();
  const run = toRun(row);
  const { test_id: testId, benchmark_id: benchmarkId, seed } = row;
  unit.audit('run.queued', `run ${id}`, { kind, serverId: server.id, testId, benchmarkId, seed });
  unit.publish('run.created', run);
  return run;
}

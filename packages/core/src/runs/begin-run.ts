import type { FunctionalCase, Run } from '@mcp-lab/contracts';
import { sql } from 'kysely';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { exclusiveKinds, executeLoadJob } from '../jobs/execute-run-job.ts';
import { findServer } from '../servers/find-server.ts';
import { readTarget, type ServerTarget } from '../servers/server-target.ts';
import { transact, type Unit } from '../transact.ts';
import { changeRun } from './change-run.ts';
import { isMachineFree, waitsForMachine } from './machine-lease.ts';
import { type HeldRun, maxAttempts, runLeaseEnd } from './run-lease.ts';
import { deleteRunTicks } from './run-ticks.ts';

/** A run this worker executes. */
export interface RunAssignment extends HeldRun {
  run: Run;
  /** Of a functional run. */
  cases: FunctionalCase[];
  target: ServerTarget;
}

/**
 * Takes the run of a job. Null when there is nothing to do: it is finished, cancelled, gone, or another worker has it.
 * Results that an earlier attempt has stored stay; its transcript and its load go, since the new attempt writes its own.
 * A kind that wants a machine for itself goes back to the queue where another one has it.
 */
export async function beginRun(
  context: LabContext,
  { runId, workerId, machine }: { runId: string; workerId: string /** Default: one of its own. */; machine?: string },
): Promise<RunAssignment | null> {
  return transact(asLab(context), async (unit) => {
    const { dialect } = context.database;
    const place = machine ?? workerId;
    if (!(await mayBegin(context, unit, runId, place))) return null;
    const taken = await unit.db
      .updateTable('runs')
      .set({
        status: 'running',
        worker_id: workerId,
        machine: place,
        waits_for: null,
        attempt: sql`attempt + 1`,
        fence: sql`fence + 1`,
        lease_until: runLeaseEnd(context),
        started_at: sql`coalesce(started_at, ${context.now()})`,
      })
      .where('id', '=', runId)
      .where('attempt', '<', maxAttempts)
      .where('cancel_requested', '=', 0)
      .where((e) =>
        e.or([
          e('status', '=', 'queued'),
          // Its worker died, and the queue was quicker than the recovery.
          e.and([e('status', '=', 'running'), e('lease_until', '<', dialect.now)]),
        ]),
      )
      .returning(['fence', 'server_id', 'cases'])
      .executeTakeFirst();
    if (taken === undefined) return null;
    await unit.db.deleteFrom('evidence').where('run_id', '=', runId).execute();
    await unit.db.deleteFrom('run_documents').where('run_id', '=', runId).execute();
    await deleteRunTicks(unit.db, runId);
    await unit.db.deleteFrom('load_reports').where('run_id', '=', runId).execute();
    const fresh = { frame_count: 0, dropped_frames: 0, evidence_bytes: 0 };
    const run = await changeRun(unit, runId, fresh);
    const target = await readTarget(context, unit.db, await findServer(unit.db, taken.server_id));
    return { runId, fence: taken.fence, run, cases: JSON.parse(taken.cases), target };
  });
}

/** How long a load that came at the same moment as another one waits until it is looked at again. */
const waitSeconds = 2;

async function mayBegin(context: LabContext, unit: Unit, runId: string, machine: string): Promise<boolean> {
  const { dialect } = context.database;
  const run = await unit.db.selectFrom('runs').select(['kind', 'status']).where('id', '=', runId).executeTakeFirst();
  if (run === undefined || !exclusiveKinds.includes(run.kind)) return true;
  await dialect.lockUntilCommit(unit.db, 'loadStart');
  if (await isMachineFree(context, machine, unit.db)) return true;
  // One that runs, or has ended, is told apart by what follows.
  if (run.status !== 'queued') return true;
  const jobId = await unit.enqueue(executeLoadJob.name, { runId }, { delaySeconds: waitSeconds });
  await changeRun(unit, runId, { job_id: jobId, waits_for: waitsForMachine });
  return false;
}

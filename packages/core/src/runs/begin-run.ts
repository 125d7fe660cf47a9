import type { FunctionalCase, Run } from '@mcp-lab/contracts';
import { sql } from 'kysely';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { findServer } from '../servers/find-server.ts';
import { readTarget, type ServerTarget } from '../servers/server-target.ts';
import { transact } from '../transact.ts';
import { changeRun } from './change-run.ts';
import { type HeldRun, maxAttempts, runLeaseEnd } from './run-lease.ts';

/** A run this worker executes. */
export interface RunAssignment extends HeldRun {
  run: Run;
  /** Of a functional run. */
  cases: FunctionalCase[];
  target: ServerTarget;
}

/**
 * Takes the run of a job. Null when there is nothing to do: it is finished, cancelled, gone, or another worker has it.
 * Results that an earlier attempt has stored stay; its transcript goes, since the new attempt writes its own.
 */
export async function beginRun(
  context: LabContext,
  { runId, workerId }: { runId: string; workerId: string },
): Promise<RunAssignment | null> {
  return transact(asLab(context), async (unit) => {
    const { dialect } = context.database;
    const taken = await unit.db
      .updateTable('runs')
      .set({
        status: 'running',
        worker_id: workerId,
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
    const fresh = { frame_count: 0, dropped_frames: 0, evidence_bytes: 0 };
    const run = await changeRun(unit, runId, fresh);
    const target = await readTarget(context, unit.db, await findServer(unit.db, taken.server_id));
    return { runId, fence: taken.fence, run, cases: JSON.parse(taken.cases), target };
  });
}

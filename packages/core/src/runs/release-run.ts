import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { jobNameOf } from '../jobs/execute-run-job.ts';
import { transact } from '../transact.ts';
import { changeRun } from './change-run.ts';
import { type HeldRun, holdRun } from './run-lease.ts';

/** Gives a run back because this worker is stopping: it is queued again, and the attempt does not count. Throws LostLeaseError. */
export async function releaseRun(context: LabContext, held: HeldRun): Promise<void> {
  await transact(asLab(context), async (unit) => {
    const row = await holdRun(context, unit.db, held);
    const jobId = await unit.enqueue(jobNameOf(row.kind), { runId: row.id });
    await changeRun(unit, row.id, {
      status: 'queued',
      attempt: row.attempt - 1,
      fence: row.fence + 1,
      job_id: jobId,
      lease_until: null,
      worker_id: null,
    });
  });
}

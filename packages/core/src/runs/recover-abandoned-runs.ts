import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import { jobNameOf } from '../jobs/execute-run-job.ts';
import { transact } from '../transact.ts';
import { changeRun } from './change-run.ts';
import { cutOff } from './interrupt-run.ts';
import { maxAttempts } from './run-lease.ts';

/**
 * Looks after runs whose worker stopped renewing the lease: queued once more when they may begin again (conformance
 * checks may; results stored so far stay), else `interrupted` with the cause and an alert. Call it every few seconds.
 */
export async function recoverAbandonedRuns(context: LabContext): Promise<{ requeued: number; interrupted: number }> {
  const { db, dialect } = context.database;
  const abandoned = (on: Db) =>
    on.selectFrom('runs').selectAll().where('status', '=', 'running').where('lease_until', '<', dialect.now);
  const counts = { requeued: 0, interrupted: 0 };
  if ((await abandoned(db).limit(1).executeTakeFirst()) === undefined) return counts;
  return transact(asLab(context), async (unit) => {
    for (const row of await dialect.lockRows(abandoned(unit.db), 'skipLocked').execute()) {
      // Whatever the old worker still writes is refused from here on.
      const fenced = { fence: row.fence + 1, lease_until: null, worker_id: null };
      if (row.cancel_requested === 1) {
        const reason = 'It was cancelled.';
        await changeRun(unit, row.id, { ...fenced, status: 'cancelled', reason, finished_at: context.now() });
      } else if (row.attempt < maxAttempts) {
        const jobId = await unit.enqueue(jobNameOf(row.kind), { runId: row.id });
        await changeRun(unit, row.id, { ...fenced, status: 'queued', job_id: jobId });
        counts.requeued++;
      } else {
        await unit.db.updateTable('runs').set(fenced).where('id', '=', row.id).execute();
        await cutOff(context, unit, row, {
          status: 'interrupted',
          cause: `The worker that executed it stopped answering, ${row.attempt} times in a row.`,
          hint: 'Run it again. When it happens once more, look at the logs of the worker.',
        });
        counts.interrupted++;
      }
    }
    return counts;
  });
}

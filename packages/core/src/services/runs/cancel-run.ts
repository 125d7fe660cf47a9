import { LabError } from '@mcp-lab/contracts';
import { jobNameOf } from '../../jobs/execute-run-job.ts';
import { changeRun } from '../../runs/change-run.ts';
import { findRun } from '../../runs/find-run.ts';
import { toRun } from '../../runs/to-run.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

/** A queued run ends here; a running one is ended by its worker, which sees the request when it renews its lease. */
export const cancelRun: Service<'cancelRun'> = (context, { params: { id } }) =>
  transact(context, async (unit) => {
    await context.database.dialect.lockRows(unit.db.selectFrom('runs').selectAll().where('id', '=', id)).execute();
    const row = await findRun(unit.db, id);
    if (row.status === 'cancelled' || (row.status === 'running' && row.cancel_requested === 1)) return toRun(row);
    if (row.status !== 'queued' && row.status !== 'running') {
      throw new LabError('conflict', `The run is ${row.status}: there is nothing to cancel.`);
    }
    unit.audit('run.cancelled', `run ${id}`);
    unit.wake();
    if (row.status === 'running') return changeRun(unit, id, { cancel_requested: 1 });
    if (row.job_id !== null) await context.queue.cancel(unit.db, jobNameOf(row.kind), row.job_id);
    return changeRun(unit, id, {
      status: 'cancelled',
      reason: 'It was cancelled before it began.',
      finished_at: context.now(),
    });
  });

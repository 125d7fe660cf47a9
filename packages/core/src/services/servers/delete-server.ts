import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

/** The worker that runs it finds the row gone at its next renewal of the lease and stops the process. */
export const deleteServer: Service<'deleteServer'> = async (context, { params }) => {
  await transact(context, async (unit) => {
    const { id, name } = await findServer(unit.db, params.id);
    const runs = await unit.db
      .selectFrom('runs')
      .select('job_id')
      .where('server_id', '=', id)
      .where('status', 'in', ['queued', 'running'])
      .execute();
    for (const { job_id } of runs) if (job_id !== null) await context.queue.cancel(unit.db, 'run.execute', job_id);
    // Tests, runs, results, checks, logs and alerts go with the server; metrics hang on their series only.
    const series = unit.db.selectFrom('series').select('id').where('server_id', '=', id);
    await unit.db.deleteFrom('points').where('series_id', 'in', series).execute();
    await unit.db.deleteFrom('rollups_1m').where('series_id', 'in', series).execute();
    await unit.db.deleteFrom('rollup_queue').where('series_id', 'in', series).execute();
    await unit.db.deleteFrom('servers').where('id', '=', id).execute();
    unit.audit('server.deleted', `server ${id}`, { name });
    unit.publish('server.deleted', { id });
  });
  return {};
};

import { describeDrift } from '../../servers/describe-drift.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import { requireFound } from '../require-found.ts';
import type { Service } from '../services.ts';

/** From now on the lab says what changed since this look. */
export const acceptServerSurface: Service<'acceptServerSurface'> = async (context, { params, body }) => {
  const { db } = context.database;
  await transact(context, async (unit) => {
    const server = await findServer(unit.db, params.id);
    const look = await unit.db
      .selectFrom('capability_snapshots')
      .select('id')
      .where('server_id', '=', server.id)
      .where('id', '=', body.snapshotId)
      .executeTakeFirst();
    const { id } = requireFound(look, 'look', body.snapshotId);
    await unit.db.updateTable('servers').set({ accepted_snapshot_id: id }).where('id', '=', server.id).execute();
    unit.audit('server.surface-accepted', `server ${server.id}`, { snapshotId: id });
  });
  return describeDrift(db, await findServer(db, params.id), {});
};

import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import { transact } from '../transact.ts';
import { changeServer } from './change-server.ts';

/** Puts servers whose worker died back to where another worker finds them. Gives how many. */
export async function releaseExpiredServers(context: LabContext): Promise<number> {
  const { db, dialect } = context.database;
  const expired = (on: Db) =>
    on.selectFrom('servers').selectAll().where('lease_owner', 'is not', null).where('lease_until', '<', dialect.now);
  if ((await expired(db).limit(1).executeTakeFirst()) === undefined) return 0;
  return transact(asLab(context), async (unit) => {
    const rows = await dialect.lockRows(expired(unit.db), 'skipLocked').execute();
    for (const row of rows) {
      const wanted = row.desired === 'running' && row.command !== null;
      await changeServer(unit, row.id, {
        lease_owner: null,
        lease_until: null,
        fence: row.fence + 1,
        status: wanted ? 'starting' : row.command === null ? 'external' : 'stopped',
        status_reason: 'Its worker stopped answering.',
        pid: null,
        started_at: null,
      });
    }
    if (rows.length > 0) unit.wake();
    return rows.length;
  });
}

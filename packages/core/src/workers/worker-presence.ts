import { sql } from 'kysely';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import { changeServer } from '../servers/change-server.ts';
import { transact, type Unit } from '../transact.ts';

/** A worker that has not been heard of for this long counts as dead. */
export const workerSilenceMs = 15_000;

/**
 * Says that a worker is there. The first one after a time without any (the lab has just been started) also wishes the
 * servers to run that start by themselves. Workers of one machine should then call `beatWorker` every few seconds.
 */
export async function registerWorker(context: LabContext, workerId: string): Promise<void> {
  const { now } = context.database.dialect;
  await transact(asLab(context), async (unit) => {
    if ((await liveWorkers(context, unit.db)).length === 0) await wishAutoStart(unit);
    const row = { id: workerId, started_at: now, heartbeat_at: now };
    await unit.db
      .insertInto('workers')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ heartbeat_at: now }))
      .execute();
  });
}

export async function beatWorker({ database }: LabContext, workerId: string): Promise<void> {
  await database.db
    .updateTable('workers')
    .set({ heartbeat_at: database.dialect.now })
    .where('id', '=', workerId)
    .execute();
}

/** Says that a worker has stopped. */
export async function removeWorker({ database }: LabContext, workerId: string): Promise<void> {
  await database.db.deleteFrom('workers').where('id', '=', workerId).execute();
}

/** Workers that were heard of lately. */
export function liveWorkers({ database }: LabContext, db: Db = database.db) {
  return db
    .selectFrom('workers')
    .selectAll()
    .where('heartbeat_at', '>', sql<number>`${database.dialect.now} - ${workerSilenceMs}`)
    .orderBy('started_at')
    .execute();
}

async function wishAutoStart(unit: Unit): Promise<void> {
  const servers = await unit.db
    .selectFrom('servers')
    .selectAll()
    .where('auto_start', '=', 1)
    .where('command', 'is not', null)
    .where((e) => e.or([e('desired', '=', 'stopped'), e('status', '=', 'failed')]))
    .execute();
  for (const server of servers) {
    const idle = server.lease_owner === null ? ({ status: 'starting', status_reason: null } as const) : {};
    await changeServer(unit, server.id, { desired: 'running', restart_count: 0, ...idle });
  }
}

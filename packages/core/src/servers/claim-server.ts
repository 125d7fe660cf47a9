import type { Server } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { transact } from '../transact.ts';
import { changeServer } from './change-server.ts';
import { type HeldServer, holdServer, leaseEnd } from './server-lease.ts';
import { readTarget, type ServerTarget } from './server-target.ts';
import { toServer } from './to-server.ts';

/** A server this worker runs. When `generation` of a renewal differs from this one, the process has to be replaced. */
export interface ManagedServer extends HeldServer {
  server: Server;
  target: ServerTarget;
  generation: number;
}

/**
 * Takes the lease of one server that should run and that nobody holds: never started, or its worker died. Its status is
 * then `starting`. Null when there is none.
 */
export async function claimServer(
  context: LabContext,
  { workerId }: { workerId: string },
): Promise<ManagedServer | null> {
  const { database } = context;
  const free = (db: typeof database.db) =>
    db
      .selectFrom('servers')
      .selectAll()
      .where('desired', '=', 'running')
      .where('command', 'is not', null)
      // A failed one waits for somebody to start it again.
      .where('status', '!=', 'failed')
      .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<', database.dialect.now)]))
      .orderBy('created_at')
      .limit(1);
  // Looking first keeps idle workers off the write lock of SQLite.
  if ((await free(database.db).executeTakeFirst()) === undefined) return null;
  return transact(asLab(context), async (unit) => {
    const row = await database.dialect.lockRows(free(unit.db), 'skipLocked').executeTakeFirst();
    if (row === undefined) return null;
    const fence = row.fence + 1;
    await unit.db
      .updateTable('servers')
      .set({ lease_owner: workerId, lease_until: leaseEnd(context), fence })
      .where('id', '=', row.id)
      .execute();
    const claimed = { status: 'starting', status_reason: null, pid: null, started_at: null } as const;
    const server = await changeServer(unit, row.id, claimed);
    const target = await readTarget(context, unit.db, row);
    return { serverId: row.id, fence, generation: row.generation, server, target };
  });
}

/** The server as it is now, for a restart with its new settings. Throws LostLeaseError. */
export function readManagedServer(context: LabContext, held: HeldServer): Promise<ManagedServer> {
  return context.database.db.transaction().execute(async (db) => {
    const row = await holdServer(context, db, held);
    const target = await readTarget(context, db, row);
    return { ...held, generation: row.generation, server: await toServer(db, row), target };
  });
}

export interface ServerWish {
  desired: 'running' | 'stopped';
  generation: number;
}

/** Prolongs the lease; call it every few seconds. What the user wants now, or null when it was lost or deleted: stop. */
export async function renewServerLease(
  context: LabContext,
  { serverId, fence }: HeldServer,
): Promise<ServerWish | null> {
  const row = await context.database.db
    .updateTable('servers')
    .set({ lease_until: leaseEnd(context) })
    .where('id', '=', serverId)
    .where('fence', '=', fence)
    .where('lease_owner', 'is not', null)
    .returning(['desired', 'generation'])
    .executeTakeFirst();
  return row ?? null;
}

import { sql } from 'kysely';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { ServerTable } from '../database/schema.ts';
import { LostLeaseError } from '../lost-lease-error.ts';

/** How long a worker keeps a server without renewing. */
const leaseMs = 15_000;

export interface HeldServer {
  serverId: string;
  /** From `claimServer`. */
  fence: number;
}

export function leaseEnd({ database }: LabContext) {
  return sql<number>`${database.dialect.now} + ${leaseMs}`;
}

/** Prolongs the lease and holds the row until the transaction ends. Throws LostLeaseError. */
export async function holdServer(context: LabContext, db: Db, { serverId, fence }: HeldServer): Promise<ServerTable> {
  const row = await db
    .updateTable('servers')
    .set({ lease_until: leaseEnd(context) })
    .where('id', '=', serverId)
    .where('fence', '=', fence)
    .where('lease_owner', 'is not', null)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new LostLeaseError(`server ${serverId}`);
  return row;
}

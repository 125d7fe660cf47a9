import { sql } from 'kysely';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { RunTable } from '../database/schema.ts';
import { LostLeaseError } from '../lost-lease-error.ts';

/** How long a worker keeps a run without writing or renewing; with the pause of the recovery well below 30 s. */
const leaseMs = 15_000;

/** How often a run may begin: once, and once more after a worker died. */
export const maxAttempts = 2;

/** What a worker that executes a run shows with every write. */
export interface HeldRun {
  runId: string;
  /** From `beginRun`. */
  fence: number;
}

export function runLeaseEnd({ database }: LabContext) {
  return sql<number>`${database.dialect.now} + ${leaseMs}`;
}

/** Prolongs the lease and holds the row until the transaction ends. Throws LostLeaseError. */
export async function holdRun(context: LabContext, db: Db, { runId, fence }: HeldRun): Promise<RunTable> {
  const row = await db
    .updateTable('runs')
    .set({ lease_until: runLeaseEnd(context) })
    .where('id', '=', runId)
    .where('fence', '=', fence)
    .where('status', '=', 'running')
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new LostLeaseError(`run ${runId}`);
  return row;
}

/** Prolongs the lease; call it every second or so. `cancelRequested`: stop and call `finishRun`. Null: it was lost, stop. */
export async function renewRunLease(
  context: LabContext,
  { runId, fence }: HeldRun,
): Promise<{ cancelRequested: boolean } | null> {
  const row = await context.database.db
    .updateTable('runs')
    .set({ lease_until: runLeaseEnd(context) })
    .where('id', '=', runId)
    .where('fence', '=', fence)
    .where('status', '=', 'running')
    .returning('cancel_requested')
    .executeTakeFirst();
  return row === undefined ? null : { cancelRequested: row.cancel_requested === 1 };
}

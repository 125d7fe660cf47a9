import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import { exclusiveKinds } from '../jobs/execute-run-job.ts';

/** Said of a queued run that may not begin yet. */
export const waitsForMachine = 'Another load is ahead of it: a machine carries one at a time.';

/** Runs that have this machine for themselves: none, or one whose worker is alive. */
function occupants({ database }: LabContext, db: Db, machine: string) {
  return db
    .selectFrom('runs')
    .select('id')
    .where('kind', 'in', exclusiveKinds)
    .where('status', '=', 'running')
    .where('machine', '=', machine)
    .where('lease_until', '>=', database.dialect.now)
    .limit(1);
}

/** Whether a load may begin on this machine. Two that ask at once are told apart by `beginRun`, which asks under a lock. */
export async function isMachineFree(
  context: LabContext,
  machine: string,
  db: Db = context.database.db,
): Promise<boolean> {
  return (await occupants(context, db, machine).executeTakeFirst()) === undefined;
}

/** Whether a load that is queued now has another one ahead of it. */
export async function isLoadAhead(db: Db): Promise<boolean> {
  const ahead = db
    .selectFrom('runs')
    .select('id')
    .where('kind', 'in', exclusiveKinds)
    .where('status', 'in', ['queued', 'running'])
    .limit(1);
  return (await ahead.executeTakeFirst()) !== undefined;
}

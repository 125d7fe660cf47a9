import { sql } from 'kysely';
import type { LabContext } from '../context.ts';

/**
 * Whether this process shall do a task now: of all that ask, one is told so each time it is due. A task whose doer dies is
 * due again after the interval.
 */
export async function claimPeriodicTask({ database }: LabContext, name: string, intervalMs: number): Promise<boolean> {
  const { db, dialect } = database;
  const task = await db.selectFrom('periodic_tasks').select('next_at').where('name', '=', name).executeTakeFirst();
  if (task === undefined) {
    const row = { name, next_at: 0 };
    await db
      .insertInto('periodic_tasks')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const due = db
    .selectFrom('periodic_tasks')
    .select('name')
    .where('name', '=', name)
    .where('next_at', '<=', dialect.now);
  // Looking first keeps idle workers off the write lock of SQLite.
  if ((await due.executeTakeFirst()) === undefined) return false;
  const taken = await db
    .updateTable('periodic_tasks')
    .set({ next_at: sql`${dialect.now} + ${intervalMs}` })
    .where('name', '=', name)
    .where('next_at', '<=', dialect.now)
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

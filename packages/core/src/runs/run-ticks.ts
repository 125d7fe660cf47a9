import type { Db } from '../database/database.ts';

/** What `appendRunTick` stored of a run that goes on, in order. */
export async function readRunTicks(db: Db, runId: string): Promise<unknown[]> {
  const rows = await db.selectFrom('load_ticks').select('data').where('run_id', '=', runId).orderBy('seq').execute();
  return rows.map(({ data }) => JSON.parse(data));
}

/** They go when a report takes their place, and when a run begins anew. */
export async function deleteRunTicks(db: Db, runId: string): Promise<void> {
  await db.deleteFrom('load_ticks').where('run_id', '=', runId).execute();
}

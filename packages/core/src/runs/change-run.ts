import type { Run } from '@mcp-lab/contracts';
import type { Updateable } from 'kysely';
import type { RunTable } from '../database/schema.ts';
import type { Unit } from '../transact.ts';
import { findRun } from './find-run.ts';
import { toRun } from './to-run.ts';

/** Changes columns of a run and tells everybody. */
export async function changeRun(unit: Unit, id: string, changes: Updateable<RunTable>): Promise<Run> {
  await unit.db.updateTable('runs').set(changes).where('id', '=', id).execute();
  const run = toRun(await findRun(unit.db, id));
  unit.publish('run.updated', run);
  return run;
}

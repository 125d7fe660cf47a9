import type { ChaosTick, LoadTick } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { transact } from '../transact.ts';
import { type HeldRun, holdRun } from './run-lease.ts';

/** A run that goes on for a day is followed by its last hour; the whole is in its report. */
const maxTicks = 3_600;

/** Seconds of a load or soak run, or of a chaos run. */
export type RunTick = { of: 'load'; tick: LoadTick } | { of: 'chaos'; tick: ChaosTick };

/** Stores a second of a run that goes on, and tells everybody. Throws LostLeaseError. */
export async function appendRunTick(context: LabContext, held: HeldRun, ticked: RunTick): Promise<void> {
  await transact(asLab(context), async (unit) => {
    const { id } = await holdRun(context, unit.db, held);
    const newest = await unit.db
      .selectFrom('load_ticks')
      .select((e) => e.fn.max('seq').as('seq'))
      .where('run_id', '=', id)
      .executeTakeFirst();
    const seq = (newest?.seq ?? 0) + 1;
    await unit.db
      .insertInto('load_ticks')
      .values({ run_id: id, seq, data: JSON.stringify(ticked.tick) })
      .execute();
    await unit.db
      .deleteFrom('load_ticks')
      .where('run_id', '=', id)
      .where('seq', '<=', seq - maxTicks)
      .execute();
    if (ticked.of === 'load') unit.publish('run.ticked', { runId: id, tick: ticked.tick });
    else unit.publish('run.chaos-ticked', { runId: id, tick: ticked.tick });
  });
}

import type { LoadTick } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { transact } from '../transact.ts';
import { type HeldRun, holdRun } from './run-lease.ts';

/** A run that goes on for a day is followed by its last hour; the whole is in its report. */
const maxTicks = 3_600;

/** Stores seconds of a load run that goes on, and tells everybody. Throws LostLeaseError. */
export async function appendLoadTicks(
  context: LabContext,
  { ticks, ...held }: HeldRun & { ticks: readonly LoadTick[] },
): Promise<void> {
  if (ticks.length === 0) return;
  await transact(asLab(context), async (unit) => {
    const { id } = await holdRun(context, unit.db, held);
    const newest = await unit.db
      .selectFrom('load_ticks')
      .select((e) => e.fn.max('seq').as('seq'))
      .where('run_id', '=', id)
      .executeTakeFirst();
    const before = newest?.seq ?? 0;
    const rows = ticks.map((tick, index) => ({ run_id: id, seq: before + index + 1, data: JSON.stringify(tick) }));
    await unit.db.insertInto('load_ticks').values(rows).execute();
    await unit.db
      .deleteFrom('load_ticks')
      .where('run_id', '=', id)
      .where('seq', '<=', before + rows.length - maxTicks)
      .execute();
    for (const tick of ticks) unit.publish('run.ticked', { runId: id, tick });
  });
}

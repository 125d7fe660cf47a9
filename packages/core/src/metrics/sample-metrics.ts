import type { MetricSnapshot } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { transact } from '../transact.ts';
import { minuteMs } from './insert-points.ts';
import { toSeries } from './series.ts';

/** More points of one series in one interval are not counted one by one. */
const maxPoints = 1_000;

/** Publishes the newest value of each series that got points within the interval before now, with their number. */
export async function sampleMetrics(context: LabContext, intervalMs: number): Promise<void> {
  const { db } = context.database;
  const at = context.now();
  const since = at - intervalMs;
  // The marks for the roll-up say which series got points lately, without a look at all of them.
  const series = await db
    .selectFrom('series')
    .selectAll()
    .where('id', 'in', (e) =>
      e
        .selectFrom('rollup_queue')
        .select('series_id')
        .where('minute', '>=', since - (since % minuteMs)),
    )
    .execute();
  const samples: MetricSnapshot['samples'] = [];
  for (const row of series) {
    const points = await db
      .selectFrom('points')
      .select('value')
      .where('series_id', '=', row.id)
      .where('ts', '>', since)
      .where('ts', '<=', at)
      .orderBy('ts', 'desc')
      .limit(maxPoints)
      .execute();
    const newest = points[0];
    if (newest === undefined) continue;
    const { id: _id, ...name } = toSeries(row);
    samples.push({ ...name, value: newest.value, count: points.length });
  }
  if (samples.length > 0) {
    await transact(asLab(context), async ({ publish }) => publish('metrics.sampled', { at, samples }));
  }
}

import { QuantileSketch } from '@mcp-lab/engine/statistics/quantile-sketch';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { RollupTable } from '../database/schema.ts';
import { minuteMs } from './insert-points.ts';

/** Minutes taken in one transaction. */
const batchSize = 200;

/**
 * Makes the rollups of all minutes that are over and have new points. A minute that got points late is made anew from all
 * of its raw points, so running it twice changes nothing. Gives how many rollups were written. Stops early when aborted.
 */
export async function rollUpMetrics(context: LabContext, signal?: AbortSignal): Promise<number> {
  const { database, now } = context;
  const firstOpenMinute = now() - (now() % minuteMs);
  let written = 0;
  while (!signal?.aborted) {
    const taken = await database.db.transaction().execute(async (db) => {
      const query = db
        .selectFrom('rollup_queue')
        .select(['series_id', 'minute'])
        .where('minute', '<', firstOpenMinute)
        .orderBy('minute')
        .orderBy('series_id')
        .limit(batchSize);
      const marks = await database.dialect.lockRows(query, 'skipLocked').execute();
      for (const { series_id, minute } of marks) {
        // The mark goes first: points that come from now on set it again.
        await db.deleteFrom('rollup_queue').where('series_id', '=', series_id).where('minute', '=', minute).execute();
        await rollUpMinute(db, series_id, minute);
      }
      return marks.length;
    });
    written += taken;
    if (taken < batchSize) break;
  }
  return written;
}

async function rollUpMinute(db: Db, seriesId: number, minute: number): Promise<void> {
  const points = await db
    .selectFrom('points')
    .select('value')
    .where('series_id', '=', seriesId)
    .where('ts', '>=', minute)
    .where('ts', '<', minute + minuteMs)
    .orderBy('ts')
    .execute();
  // The series was removed meanwhile.
  if (points.length === 0) return;
  const row = summarise(
    seriesId,
    minute,
    points.map((point) => point.value),
  );
  const { series_id: _series, ts: _ts, ...values } = row;
  await db
    .insertInto('rollups_1m')
    .values(row)
    .onConflict((conflict) => conflict.columns(['series_id', 'ts']).doUpdateSet(values))
    .execute();
}

function summarise(seriesId: number, minute: number, values: readonly number[]): RollupTable {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.record(value);
  return {
    series_id: seriesId,
    ts: minute,
    count: sketch.count,
    sum: sketch.sum,
    min: sketch.min ?? 0,
    max: sketch.max ?? 0,
    last: values.at(-1) ?? 0,
    sketch: sketch.toBytes(),
  };
}

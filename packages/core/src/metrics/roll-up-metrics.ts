import { QuantileSketch } from '@mcp-lab/engine/statistics/quantile-sketch';
import { sql } from 'kysely';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { RollupTable } from '../database/schema.ts';
import { minuteMs } from './insert-points.ts';

/** Minutes of series taken in one transaction. */
const batchSize = 200;

interface Mark {
  series_id: number;
  minute: number;
}

/**
 * Makes the rollups of all minutes that are over and have new points. A minute that got points late is made anew from all
 * of its raw points, so running it twice changes nothing. Gives how many rollups were written. Stops early when aborted.
 */
export async function rollUpMetrics(context: LabContext, signal?: AbortSignal): Promise<number> {
  const { database, now } = context;
  const firstOpenMinute = now() - (now() % minuteMs);
  let written = 0;
  while (!signal?.aborted) {
    const marks = (db: Db) =>
      db
        .selectFrom('rollup_queue')
        .select(['series_id', 'minute'])
        .where('minute', '<', firstOpenMinute)
        .orderBy('minute')
        .orderBy('series_id')
        .limit(batchSize);
    // Looking first keeps an idle lab off the write lock of SQLite.
    if ((await marks(database.db).limit(1).executeTakeFirst()) === undefined) break;
    const taken = await database.db.transaction().execute(async (db) => {
      const batch = await database.dialect.lockRows(marks(db), 'skipLocked').execute();
      if (batch.length > 0) await rollUp(db, batch);
      return batch.length;
    });
    written += taken;
    if (taken < batchSize) break;
  }
  return written;
}

async function rollUp(db: Db, marks: readonly Mark[]): Promise<void> {
  // The marks go first: points that come from now on set them again.
  const places = marks.map(({ series_id, minute }) => sql`(${sql.lit(series_id)}, ${sql.lit(minute)})`);
  await sql`delete from rollup_queue where (series_id, minute) in (values ${sql.join(places)})`.execute(db);
  const rollups: RollupTable[] = [];
  for (const [minute, ofMinute] of Map.groupBy(marks, (mark) => mark.minute)) {
    const points = await db
      .selectFrom('points')
      .select(['series_id', 'value'])
      .where(
        'series_id',
        'in',
        ofMinute.map((mark) => mark.series_id),
      )
      .where('ts', '>=', minute)
      .where('ts', '<', minute + minuteMs)
      .orderBy('series_id')
      .orderBy('ts')
      .execute();
    // A series that was removed meanwhile has no points and gets no rollup.
    for (const [seriesId, found] of Map.groupBy(points, (point) => point.series_id)) {
      rollups.push(
        summarise(
          seriesId,
          minute,
          found.map((point) => point.value),
        ),
      );
    }
  }
  if (rollups.length === 0) return;
  await db
    .insertInto('rollups_1m')
    .values(rollups)
    .onConflict((conflict) =>
      conflict.columns(['series_id', 'ts']).doUpdateSet({
        count: (e) => e.ref('excluded.count'),
        sum: (e) => e.ref('excluded.sum'),
        min: (e) => e.ref('excluded.min'),
        max: (e) => e.ref('excluded.max'),
        last: (e) => e.ref('excluded.last'),
        sketch: (e) => e.ref('excluded.sketch'),
      }),
    )
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

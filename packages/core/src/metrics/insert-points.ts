import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import { ensureSeries, type SeriesName, seriesKey } from './series.ts';

export interface MetricPoint extends SeriesName {
  /** Epoch milliseconds. */
  ts: number;
  value: number;
}

export const minuteMs = 60_000;
/** PostgreSQL takes 65,535 parameters in one statement, SQLite 32,766. */
const rowsAtOnce = 1_000;

/** Inserts points in batches and marks their minutes for the next roll-up, with the caller's transaction. */
export async function insertPoints(context: LabContext, db: Db, points: readonly MetricPoint[]): Promise<void> {
  for (let begin = 0; begin < points.length; begin += rowsAtOnce) {
    await insertBatch(context, db, points.slice(begin, begin + rowsAtOnce));
  }
}

async function insertBatch(context: LabContext, db: Db, points: readonly MetricPoint[]): Promise<void> {
  const ids = await ensureSeries(context, db, points);
  const rows = points.map((point) => {
    const seriesId = ids.get(seriesKey(point));
    if (seriesId === undefined) throw new Error('a series was not made');
    return { series_id: seriesId, ts: point.ts, value: point.value };
  });
  await db.insertInto('points').values(rows).execute();
  const markedAt = context.now();
  const minutes = new Map(
    rows.map(({ series_id, ts }) => {
      const minute = ts - (ts % minuteMs);
      return [`${series_id} ${minute}`, { series_id, minute, marked_at: markedAt }];
    }),
  );
  // An update, not nothing: it waits for a roll-up that is just taking the mark away, and then sets it again.
  await db
    .insertInto('rollup_queue')
    .values(
      [...minutes.values()].toSorted((left, right) => left.series_id - right.series_id || left.minute - right.minute),
    )
    .onConflict((conflict) =>
      conflict.columns(['series_id', 'minute']).doUpdateSet({ marked_at: (e) => e.ref('excluded.marked_at') }),
    )
    .execute();
}

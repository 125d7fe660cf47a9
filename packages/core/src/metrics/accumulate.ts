import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Db } from '../database/database.ts';
import type { Accumulator } from './accumulator.ts';
import { minuteMs } from './insert-points.ts';

export interface Span {
  from: number;
  /** Exclusive. */
  to: number;
}

/** Feeds a point or a rollup of a series into the accumulator it belongs to. */
export type Choose = (seriesId: number, ts: number) => Accumulator;

/** Rows read at once; between two reads everybody else gets a turn. */
const pageSize = 5_000;

/** How long before now rollups may not be complete yet: the open minute and the pause of the roll-up. */
const unsettledMs = 3 * minuteMs;

/** Raw points of the series in the span. */
export async function accumulatePoints(
  db: Db,
  seriesIds: readonly number[],
  span: Span,
  choose: Choose,
): Promise<void> {
  for (const seriesId of seriesIds) {
    let { from } = span;
    for (;;) {
      const rows = await db
        .selectFrom('points')
        .select(['ts', 'value'])
        .where('series_id', '=', seriesId)
        .where('ts', '>=', from)
        .where('ts', '<', span.to)
        .orderBy('ts')
        .limit(pageSize)
        .execute();
      const whole = rows.length < pageSize;
      // A page ends between two times, so that the next one can begin at a time.
      const end = whole ? span.to : (rows.at(-1)?.ts ?? span.to);
      const used = whole || rows[0]?.ts === end ? rows : rows.filter((row) => row.ts < end);
      for (const { ts, value } of used) choose(seriesId, ts).addPoint(ts, value);
      if (whole) break;
      from = used === rows ? end + 1 : end;
      await nextTurn();
    }
  }
}

/** Rollups of the series in the span, and raw points for the newest minutes, which have none yet. */
export async function accumulateRollups(
  db: Db,
  seriesIds: readonly number[],
  span: Span,
  now: number,
  choose: Choose,
): Promise<void> {
  const edge = Math.min(span.to, Math.floor((now - unsettledMs) / minuteMs) * minuteMs);
  for (const seriesId of seriesIds) {
    let { from } = span;
    while (from < edge) {
      const rows = await db
        .selectFrom('rollups_1m')
        .select(['ts', 'last', 'sketch'])
        .where('series_id', '=', seriesId)
        .where('ts', '>=', from)
        .where('ts', '<', edge)
        .orderBy('ts')
        .limit(pageSize)
        .execute();
      for (const row of rows) choose(seriesId, row.ts).addRollup(row);
      const last = rows.at(-1);
      if (rows.length < pageSize || last === undefined) break;
      from = last.ts + 1;
      await nextTurn();
    }
  }
  await accumulatePoints(db, seriesIds, { from: Math.max(span.from, edge), to: span.to }, choose);
}

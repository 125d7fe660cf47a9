import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Accumulator } from './accumulator.ts';
import { minuteMs } from './insert-points.ts';

export interface Span {
  from: number;
  /** Exclusive. */
  to: number;
}

export interface Wanted extends Span {
  seriesIds: readonly number[];
  percentiles: boolean;
  /** The accumulator that a point or rollup of a series belongs to. */
  choose(seriesId: number, ts: number): Accumulator;
}

/** Rows read at once; between two reads everybody else gets a turn. Sketches take longer to read. */
const pageSize = 2_000;
const sketchPageSize = 250;

/** How long before now rollups may not be complete yet: the open minute and the pause of the roll-up. */
const unsettledMs = 3 * minuteMs;

/** Raw points of the series in the span. */
export async function accumulatePoints(db: Db, { seriesIds, from, to, choose }: Wanted): Promise<void> {
  if (seriesIds.length === 0 || from >= to) return;
  const read = (place: Place) =>
    db
      .selectFrom('points')
      .select(['series_id', 'ts', 'value'])
      .where('series_id', 'in', seriesFrom(seriesIds, place))
      .where('ts', '>=', from)
      .where('ts', '<', to)
      .where(fromPlace(place))
      .orderBy('series_id')
      .orderBy('ts')
      .limit(pageSize)
      .execute();
  await forEachInPages(read, pageSize, ({ series_id, ts, value }) => choose(series_id, ts).addPoint(ts, value));
}

/** Rollups of the series in the span, and raw points for the newest minutes, which have none yet. */
export async function accumulateRollups(db: Db, now: number, wanted: Wanted): Promise<void> {
  const { seriesIds, from, to, percentiles, choose } = wanted;
  if (seriesIds.length === 0) return;
  const edge = Math.min(to, Math.floor((now - unsettledMs) / minuteMs) * minuteMs);
  const rowsAtOnce = percentiles ? sketchPageSize : pageSize;
  const read = (place: Place) =>
    db
      .selectFrom('rollups_1m')
      .select(['series_id', 'ts', 'count', 'sum', 'min', 'max', 'last'])
      .$if(percentiles, (query) => query.select('sketch'))
      .where('series_id', 'in', seriesFrom(seriesIds, place))
      .where('ts', '>=', from)
      .where('ts', '<', edge)
      .where(fromPlace(place))
      .orderBy('series_id')
      .orderBy('ts')
      .limit(rowsAtOnce)
      .execute();
  await forEachInPages(read, rowsAtOnce, (row) => choose(row.series_id, row.ts).addRollup(row));
  await accumulatePoints(db, { ...wanted, from: Math.max(from, edge) });
}

interface Place {
  series_id: number;
  ts: number;
}

/** Naming only the series that are still to come lets SQLite begin its search there. */
function seriesFrom(seriesIds: readonly number[], place: Place): readonly number[] {
  return seriesIds.filter((id) => id >= place.series_id);
}

function fromPlace({ series_id, ts }: Place) {
  return sql<boolean>`(series_id > ${sql.lit(series_id)} or ts >= ${sql.lit(ts)})`;
}

/** A series may have several points at one time: a page is used up to where the last of its places begins. */
async function forEachInPages<Row extends Place>(
  read: (place: Place) => Promise<Row[]>,
  rowsAtOnce: number,
  use: (row: Row) => void,
): Promise<void> {
  let place: Place = { series_id: 0, ts: 0 };
  for (;;) {
    const rows = await read(place);
    const last = rows.at(-1);
    const whole = rows.length < rowsAtOnce || last === undefined;
    const isLast = (row: Row) => row.series_id === last?.series_id && row.ts === last.ts;
    // Nothing but one place: more points at one moment than anybody measures.
    const stuck = !whole && rows[0] !== undefined && isLast(rows[0]);
    for (const row of rows) if (whole || stuck || !isLast(row)) use(row);
    if (whole) return;
    place = stuck ? { ...last, ts: last.ts + 1 } : last;
    await nextTurn();
  }
}

import { LabError, type Series } from '@mcp-lab/contracts';
import type { Selectable } from 'kysely';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { SeriesTable } from '../database/schema.ts';

export interface SeriesName {
  name: string;
  unit: string;
  serverId: string | null;
  labels: Readonly<Record<string, string>>;
}

/** Each combination of labels is a series of its own; a label with ever new values would fill the disk. */
const maxSeries = 10_000;

/** Labels in one order, so that the same ones always make the same text. */
function canonicalLabels(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(labels).toSorted(([left], [right]) => (left < right ? -1 : 1))),
  );
}

export function seriesKey({ name, serverId, labels }: SeriesName): string {
  return `${name}\n${serverId ?? ''}\n${canonicalLabels(labels)}`;
}

/** Ids of the series by their keys; those that do not exist yet are made. */
export async function ensureSeries(
  { now }: Pick<LabContext, 'now'>,
  db: Db,
  names: readonly SeriesName[],
): Promise<Map<string, number>> {
  const wanted = new Map(names.map((name) => [seriesKey(name), name]));
  const ids = await readIds(db, [...wanted.keys()]);
  const missing = [...wanted].filter(([key]) => !ids.has(key));
  if (missing.length === 0) return ids;
  const count = await db
    .selectFrom('series')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  if ((count?.count ?? 0) + missing.length > maxSeries) {
    throw new LabError(
      'conflict',
      `There are ${maxSeries} metric series already: use labels with fewer different values.`,
    );
  }
  const rows = missing.map(([key, { name, unit, serverId, labels }]) => ({
    series_key: key,
    name,
    unit,
    server_id: serverId,
    labels: canonicalLabels(labels),
    created_at: now(),
  }));
  // Another process may make the same ones at this moment; its rows are then read.
  await db
    .insertInto('series')
    .values(rows)
    .onConflict((conflict) => conflict.column('series_key').doNothing())
    .execute();
  return readIds(db, [...wanted.keys()]);
}

async function readIds(db: Db, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.selectFrom('series').select(['id', 'series_key']).where('series_key', 'in', keys).execute();
  return new Map(rows.map((row) => [row.series_key, row.id]));
}

export function toSeries(row: Selectable<SeriesTable>): Series {
  return {
    id: String(row.id),
    name: row.name,
    unit: row.unit,
    serverId: row.server_id,
    labels: JSON.parse(row.labels),
  };
}

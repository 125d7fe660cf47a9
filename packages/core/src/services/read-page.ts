import { LabError } from '@mcp-lab/contracts';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database } from '../database/schema.ts';

export interface PageOptions {
  /** Columns to sort by and what they hold, together unique; the selected rows have them under their last names. */
  by: Readonly<Record<string, 'string' | 'number'>>;
  direction: 'asc' | 'desc';
  limit: number;
  cursor: string | undefined;
}

/**
 * One page by keyset: it begins after the last row of the page before, so rows that come or go meanwhile neither repeat
 * nor hide others. Throws LabError `invalid-input` for a cursor that is not from this list in this order.
 */
export async function readPage<TB extends keyof Database, Row>(
  query: SelectQueryBuilder<Database, TB, Row>,
  { by, direction, limit, cursor }: PageOptions,
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const names = Object.keys(by);
  const columns = names.map((name) => sql.ref(name));
  const order = `${direction} ${names.join()}`;
  let page = query.limit(limit + 1);
  if (cursor !== undefined) {
    const last = sql.join(readCursor(cursor, order, Object.values(by)));
    page = page.where(sql<boolean>`(${sql.join(columns)}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${last})`);
  }
  for (const column of columns) page = page.orderBy(column, direction);
  const found = await page.execute();
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  if (last === undefined) return { rows, nextCursor: null };
  const values = names.map((name) => (last as Record<string, unknown>)[name.split('.').at(-1) ?? name]);
  return { rows, nextCursor: Buffer.from(JSON.stringify([order, ...values])).toString('base64url') };
}

function readCursor(cursor: string, order: string, types: readonly string[]): unknown[] {
  const [foundOrder, ...values] = parseCursor(cursor);
  const sound = values.length === types.length && values.every((value, index) => typeof value === types[index]);
  if (sound && foundOrder === order) return values;
  const message = 'is not a cursor of this list in this order; begin again without one';
  throw new LabError('invalid-input', `The cursor ${message}.`, { issues: [{ path: 'query.cursor', message }] });
}

function parseCursor(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    // Not even JSON: refused like any other foreign cursor.
    return [];
  }
}

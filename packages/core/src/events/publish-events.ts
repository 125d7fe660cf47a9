import { type EventPayload, type EventType, eventTypes } from '@mcp-lab/contracts';
import type { Transaction } from 'kysely';
import type { Dialect } from '../database/dialect.ts';
import type { Database } from '../database/schema.ts';

/** An event that waits for the end of its transaction. */
export type Draft = { [T in EventType]: { type: T; payload: EventPayload<T> } }[EventType];

/**
 * Inserts events as the last step of a transaction. The sequence rises in the order of commits: a reader that has seen
 * event n will never find a new one before n. On PostgreSQL a lock held until the commit sees to that, since sequence
 * numbers are otherwise taken in one order and become visible in another; SQLite has one writer at a time anyway.
 */
export async function publishEvents(
  transaction: Transaction<Database>,
  dialect: Dialect,
  at: number,
  drafts: readonly Draft[],
): Promise<void> {
  if (drafts.length === 0) return;
  await dialect.lockUntilCommit(transaction, 'eventOrder');
  const rows = drafts.map(({ type, payload }) => ({
    at,
    channel: eventTypes[type].channel,
    type,
    payload: JSON.stringify(payload),
  }));
  await transaction.insertInto('events').values(rows).execute();
}

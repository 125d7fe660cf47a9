import { type LabEvent, parseEvent } from '@mcp-lab/contracts';
import type { Db } from '../database/database.ts';

/** Events after a position, oldest first. Read them in a row: the `seq` of the last one is the next position. */
export async function readEvents(db: Db, afterSeq: number, limit: number): Promise<LabEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'at', 'type', 'payload'])
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => parseEvent({ ...row, payload: JSON.parse(row.payload) }));
}

/** Position of the newest event, 0 before the first. It never falls, whatever retention removes. */
export async function latestSeq(db: Db): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((e) => e.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Position of the oldest event that is kept; 0 when there is none. Who resumes from before it minus one has a gap. */
export async function oldestSeq(db: Db): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((e) => e.fn.min('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

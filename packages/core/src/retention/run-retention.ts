import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { LabContext } from '../context.ts';
import type { Database } from '../database/schema.ts';
import { dropPartitions, preparePartitions } from '../metrics/point-partitions.ts';

/** How long things are kept. */
export interface RetentionPolicy {
  rawHours: number;
  rollupDays: number;
  runDays: number;
  logDays: number;
  eventHours: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const batchSize = 500;
/** Health checks are what uptime is counted from. */
const healthCheckDays = 30;
const idempotencyHours = 24;
const signInMemoryHours = 1;
const logsPerServer = 10_000;
const snapshotsPerServer = 50;

/**
 * Removes what is too old, in small batches with a turn for everybody else between them. Never touches runs that are
 * queued or running, the audit log, or the newest event. Gives how many rows went, by table. Stops early when aborted.
 */
export async function runRetention(
  context: LabContext,
  policy: RetentionPolicy,
  signal?: AbortSignal,
): Promise<Partial<Record<keyof Database, number>>> {
  const now = context.now();
  const removed: Partial<Record<keyof Database, number>> = {};
  const sweep = async (table: keyof Database, where: ReturnType<typeof sql<boolean>>, physical: string = table) => {
    const rows = await deleteBatches(context, physical, where, signal);
    if (rows > 0) removed[table] = (removed[table] ?? 0) + rows;
  };

  await removePoints(context, now - policy.rawHours * hourMs, sweep);
  await sweep('rollups_1m', sql`ts < ${now - policy.rollupDays * dayMs}`);
  await sweep('health_checks', sql`at < ${now - healthCheckDays * dayMs}`);
  await sweep('logs', sql`at < ${now - policy.logDays * dayMs}`);
  // The newest one stays: its number must not come again.
  await sweep('events', sql`at < ${now - policy.eventHours * hourMs} and seq < (select max(seq) from events)`);
  const finished = sql`status not in ('queued', 'running') and finished_at < ${now - policy.runDays * dayMs}`;
  await sweep('runs', sql`${finished}`);
  await sweep('alerts', sql`resolved_at < ${now - policy.runDays * dayMs}`);
  await sweep('sessions', sql`expires_at < ${now - dayMs} or revoked_at < ${now - dayMs}`);
  await sweep('ws_tickets', sql`expires_at < ${now}`);
  await sweep('sign_in_attempts', sql`last_at < ${now - signInMemoryHours * hourMs} and blocked_until < ${now}`);
  await sweep('server_calls', sql`created_at < ${now - hourMs}`);
  await sweep('idempotency_keys', sql`created_at < ${now - idempotencyHours * hourMs}`);
  await sweep('workers', sql`heartbeat_at < ${now - dayMs}`);
  await trimServers(context, sweep);
  await preparePartitions(context.database, now);
  return removed;
}

type Sweep = (table: keyof Database, where: ReturnType<typeof sql<boolean>>, physical?: string) => Promise<void>;

async function removePoints({ database }: LabContext, before: number, sweep: Sweep): Promise<void> {
  if (database.backend === 'postgres') {
    await dropPartitions(database, before);
    return sweep('points', sql`ts < ${before}`, 'points_default');
  }
  // By series, which is what the index begins with.
  const series = await database.db.selectFrom('series').select('id').execute();
  for (const { id } of series) await sweep('points', sql`series_id = ${id} and ts < ${before}`);
}

/** Of each server the newest logs and looks at its surface stay, however fast it writes. */
async function trimServers({ database: { db } }: LabContext, sweep: Sweep): Promise<void> {
  const servers = await db.selectFrom('servers').select('id').execute();
  for (const { id } of servers) {
    const oldest = await db
      .selectFrom('logs')
      .select('seq')
      .where('server_id', '=', id)
      .orderBy('seq', 'desc')
      .offset(logsPerServer)
      .limit(1)
      .executeTakeFirst();
    if (oldest !== undefined) await sweep('logs', sql`server_id = ${id} and seq <= ${oldest.seq}`);
    const look = await db
      .selectFrom('capability_snapshots')
      .select('taken_at')
      .where('server_id', '=', id)
      .orderBy('taken_at', 'desc')
      .offset(snapshotsPerServer)
      .limit(1)
      .executeTakeFirst();
    if (look !== undefined)
      await sweep(
        'capability_snapshots',
        sql`server_id = ${id} and taken_at <= ${look.taken_at} and id not in (select accepted_snapshot_id from servers where accepted_snapshot_id is not null)`,
      );
  }
}

async function deleteBatches(
  { database }: LabContext,
  table: string,
  where: ReturnType<typeof sql<boolean>>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { rowName } = database.dialect;
  const from = sql.table(table);
  let total = 0;
  while (!signal?.aborted) {
    const batch = sql`select ${rowName} from ${from} where ${where} limit ${sql.lit(batchSize)}`;
    const answer = await sql`delete from ${from} where ${rowName} in (${batch})`.execute(database.db);
    const rows = Number(answer.numAffectedRows ?? 0n);
    total += rows;
    if (rows < batchSize) break;
    await nextTurn();
  }
  return total;
}

import { sql } from 'kysely';
import type { LabDatabase } from '../database/database.ts';

const dayMs = 24 * 3_600_000;
/** Partitions made ahead; the default partition takes what lies outside, for example while no worker was running. */
const daysAhead = 3;
const checkViolation = '23514';

/** PostgreSQL: makes the day partitions of the raw points from today on. */
export async function preparePartitions(database: LabDatabase, now: number): Promise<void> {
  if (database.backend !== 'postgres') return;
  const today = now - (now % dayMs);
  const names = new Set((await listPartitions(database)).map(({ name }) => name));
  for (let day = today; day <= today + daysAhead * dayMs; day += dayMs) {
    if (!names.has(partitionName(day))) await createPartition(database, day);
  }
}

/** PostgreSQL: drops the partitions whose points are all older; gives how many. */
export async function dropPartitions(database: LabDatabase, before: number): Promise<number> {
  const old = (await listPartitions(database)).filter(({ day }) => day + dayMs <= before);
  for (const { name } of old) await sql`drop table if exists ${sql.table(name)}`.execute(database.db);
  return old.length;
}

async function createPartition(database: LabDatabase, day: number): Promise<void> {
  try {
    await database.db.transaction().execute(async (db) => {
      // Several processes start at once, and IF NOT EXISTS alone does not keep them apart.
      await database.dialect.lockUntilCommit(db, 'migrations');
      await sql`create table if not exists ${sql.table(partitionName(day))}
        partition of points for values from (${sql.lit(day)}) to (${sql.lit(day + dayMs)})`.execute(db);
    });
  } catch (error) {
    // The default partition holds points of that day already: they stay there until they are too old.
    if (!(error instanceof Error && 'code' in error && error.code === checkViolation)) throw error;
  }
}

async function listPartitions(database: LabDatabase): Promise<{ name: string; day: number }[]> {
  const answer = await sql<{ name: string }>`
    select child.relname as name from pg_inherits
    join pg_class child on child.oid = pg_inherits.inhrelid
    where pg_inherits.inhparent = 'points'::regclass`.execute(database.db);
  return answer.rows.flatMap(({ name }) => {
    const digits = /^points_(\d{4})(\d{2})(\d{2})$/.exec(name);
    return digits === null
      ? []
      : [{ name, day: Date.UTC(Number(digits[1]), Number(digits[2]) - 1, Number(digits[3])) }];
  });
}

function partitionName(day: number): string {
  return `points_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

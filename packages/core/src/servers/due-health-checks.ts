import type { Server } from '@mcp-lab/contracts';
import { sql } from 'kysely';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import { readTarget, type ServerTarget } from './server-target.ts';
import { toServer } from './to-server.ts';

/** A check this worker has to make; nobody else makes it before the lease ends. */
export interface DueHealthCheck {
  server: Server;
  target: ServerTarget;
  /** For `recordHealthCheck`. */
  checkFence: number;
}

/** Longer than any check takes. */
const checkLeaseMs = 60_000;

/**
 * Takes up to `limit` health checks that are due: of the servers this worker runs, and of those reached by URL that no
 * other worker has taken.
 */
export async function claimDueHealthChecks(
  context: LabContext,
  { workerId, limit }: { workerId: string; limit: number },
): Promise<DueHealthCheck[]> {
  const { database } = context;
  const { now } = database.dialect;
  const due = (db: Db) =>
    db
      .selectFrom('servers')
      .selectAll()
      .where('next_check_at', '<=', now)
      .where((e) => e.or([e('check_lease_until', 'is', null), e('check_lease_until', '<', now)]))
      .where((e) =>
        e.or([e('status', '=', 'external'), e.and([e('status', '=', 'running'), e('lease_owner', '=', workerId)])]),
      )
      .orderBy('next_check_at')
      .limit(limit);
  if ((await due(database.db).limit(1).executeTakeFirst()) === undefined) return [];
  return database.db.transaction().execute(async (db) => {
    const rows = await database.dialect.lockRows(due(db), 'skipLocked').execute();
    const checks: DueHealthCheck[] = [];
    for (const row of rows) {
      const checkFence = row.check_fence + 1;
      await db
        .updateTable('servers')
        .set({
          check_fence: checkFence,
          check_lease_until: sql`${now} + ${checkLeaseMs}`,
          next_check_at: sql`${now} + ${row.health_interval_seconds * 1000}`,
        })
        .where('id', '=', row.id)
        .execute();
      checks.push({ server: await toServer(db, row), target: await readTarget(context, db, row), checkFence });
    }
    return checks;
  });
}

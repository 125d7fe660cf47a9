import { type HealthCheck, LabError } from '@mcp-lab/contracts';
import type { LabContext } from '../../context.ts';
import { nextNews } from '../../events/next-news.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

const patienceMs = 20_000;

/** Makes the check due now, wakes the workers and waits for the one that makes it. */
export const checkServerHealth: Service<'checkServerHealth'> = async (context, { params }) => {
  const { db } = context.database;
  const server = await findServer(db, params.id);
  if (server.status !== 'running' && server.status !== 'external') {
    throw new LabError(
      'conflict',
      `"${server.name}" is ${server.status}, so there is nothing to check. Start it first.`,
    );
  }
  const newest = await db
    .selectFrom('health_checks')
    .select((e) => e.fn.max('id').as('id'))
    .where('server_id', '=', server.id)
    .executeTakeFirst();
  await transact(context, async (unit) => {
    await unit.db.updateTable('servers').set({ next_check_at: 0 }).where('id', '=', server.id).execute();
    unit.wake();
  });
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const check = await checkAfter(context, server.id, newest?.id ?? 0);
    if (check !== null) return check;
    await nextNews(context);
  }
  throw new LabError('unavailable', 'No worker made the check in time. Is one running? The system page shows them.');
};

async function checkAfter({ database }: LabContext, serverId: string, id: number): Promise<HealthCheck | null> {
  const row = await database.db
    .selectFrom('health_checks')
    .select(['at', 'health', 'latency_ms', 'reason'])
    .where('server_id', '=', serverId)
    .where('id', '>', id)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { at: row.at, health: row.health, latencyMs: row.latency_ms, reason: row.reason };
}

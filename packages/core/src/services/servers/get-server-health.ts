import { findServer } from '../../servers/find-server.ts';
import type { Service } from '../services.ts';

const dayMs = 24 * 3_600_000;

export const getServerHealth: Service<'getServerHealth'> = async ({ database: { db }, now }, { params }) => {
  const server = await findServer(db, params.id);
  const checks = db.selectFrom('health_checks').where('server_id', '=', server.id);
  const history = await checks
    .select(['at', 'health', 'latency_ms', 'reason'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  const counts = await checks
    .select(['health', (e) => e.fn.countAll<number>().as('count')])
    .where('at', '>', now() - dayMs)
    .groupBy('health')
    .execute();
  const made = counts.reduce((sum, { count }) => sum + count, 0);
  const healthy = counts.find(({ health }) => health === 'healthy')?.count ?? 0;
  return {
    serverId: server.id,
    health: server.health,
    reason: server.health_reason,
    checkedAt: server.health_checked_at,
    history: history.map(({ at, health, latency_ms, reason }) => ({ at, health, latencyMs: latency_ms, reason })),
    uptime24h: made === 0 ? null : healthy / made,
  };
};

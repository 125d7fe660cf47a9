import type { HealthCheck } from '@mcp-lab/contracts';
import { openAlert, resolveAlert } from '../alerts/open-alert.ts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { LostLeaseError } from '../lost-lease-error.ts';
import { insertPoints, type MetricPoint } from '../metrics/insert-points.ts';
import { readableText } from '../readable-text.ts';
import { transact } from '../transact.ts';
import { changeServer } from './change-server.ts';

export interface HealthReport {
  serverId: string;
  /** From `claimDueHealthChecks`. */
  checkFence: number;
  health: Exclude<HealthCheck['health'], 'unknown'>;
  /** Null when nothing answered. */
  latencyMs: number | null;
  reason: string | null;
  /** Further samples taken with it, for example of the process: `server.rss_bytes`. */
  samples?: readonly { name: string; unit: string; value: number }[];
}

/** Stores a health check with its metrics, opens or resolves the alert, tells everybody. Throws LostLeaseError, also when it was stopped meanwhile. */
export async function recordHealthCheck(context: LabContext, report: HealthReport): Promise<HealthCheck> {
  const { serverId, health, latencyMs } = report;
  const at = context.now();
  const reason = report.reason === null ? null : readableText(report.reason, 2_000);
  return transact(asLab(context), async (unit) => {
    const server = await unit.db
      .updateTable('servers')
      .set({ check_lease_until: null })
      .where('id', '=', serverId)
      .where('check_fence', '=', report.checkFence)
      .where('check_lease_until', 'is not', null)
      .returningAll()
      .executeTakeFirst();
    // Stopped while it was being checked: what the check found says nothing any more.
    const live = server?.status === 'running' || server?.status === 'external';
    if (server === undefined || !live) throw new LostLeaseError(`the health check of server ${serverId}`);
    await unit.db
      .insertInto('health_checks')
      .values({ server_id: serverId, at, health, latency_ms: latencyMs, reason })
      .execute();
    await insertPoints(context, unit.db, pointsOf(report, at));
    const about = { kind: 'server-unhealthy', serverId } as const;
    if (health === 'unhealthy') {
      const title = `${server.name} is unhealthy`;
      const detail = reason ?? 'Its health check failed.';
      await openAlert(context, unit, { ...about, severity: 'critical', title, detail, runId: null });
    }
    if (health === 'healthy') await resolveAlert(context, unit, about);
    const changes = { health, health_reason: reason, health_checked_at: at };
    await changeServer(unit, serverId, { ...changes, health_latency_ms: latencyMs });
    unit.publish('server.health-checked', { serverId, at, health, latencyMs, reason });
    return { at, health, latencyMs, reason };
  });
}

function pointsOf({ serverId, health, latencyMs, samples = [] }: HealthReport, ts: number): MetricPoint[] {
  const up = { name: 'server.up', unit: '', value: health === 'unhealthy' ? 0 : 1 };
  const latency = latencyMs === null ? [] : [{ name: 'server.latency_ms', unit: 'ms', value: latencyMs }];
  return [up, ...latency, ...samples].map((sample) => ({ ...sample, serverId, labels: {}, ts }));
}

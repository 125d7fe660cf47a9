import type { HealthState } from '@mcp-lab/contracts';
import { isJsonObject, type Reply, type Session } from '@mcp-lab/wire';

export interface HealthReport {
  health: HealthState;
  latencyMs: number | null;
  reason: string | null;
}

/** Above this an answer is too slow to count as healthy. */
const slowMs = 5_000;
export const checkTimeoutMs = 10_000;

/** Asks a session whether it is well: `ping` before 2026-07-28; since then `server/discover`, and a list that works. */
export async function checkHealth(session: Session): Promise<HealthReport> {
  if (session.closed) return { health: 'unhealthy', latencyMs: null, reason: 'the connection is closed' };
  const method = session.era === 'legacy' ? 'ping' : 'server/discover';
  const first = await session.request(method, undefined, { timeoutMs: checkTimeoutMs });
  const report = judge(method, first);
  const hasTools = isJsonObject(session.capabilities.tools);
  if (session.era === 'legacy' || report.health !== 'healthy' || !hasTools) return report;
  const list = judge('tools/list', await session.request('tools/list', undefined, { timeoutMs: checkTimeoutMs }));
  return list.health === 'healthy' ? report : { ...list, latencyMs: report.latencyMs };
}

function judge(method: string, reply: Reply): HealthReport {
  const latencyMs = Math.round((reply.endedNs - reply.startedNs) / 1e4) / 100;
  if (reply.outcome === 'answered' && reply.error === undefined) {
    if (latencyMs <= slowMs) return { health: 'healthy', latencyMs, reason: null };
    return { health: 'degraded', latencyMs, reason: `${method} took ${Math.round(latencyMs)} ms` };
  }
  if (reply.outcome === 'answered') {
    const { code, message } = reply.error ?? {};
    return {
      health: 'degraded',
      latencyMs,
      reason: `${method} was answered with error ${String(code)}: ${String(message)}`,
    };
  }
  return { health: 'unhealthy', latencyMs: null, reason: describeSilence(method, reply) };
}

function describeSilence(method: string, reply: Reply): string {
  if (reply.outcome === 'silent') return `no answer to ${method} within ${checkTimeoutMs / 1000} s`;
  if (reply.outcome === 'http-error') return `${method} was answered with HTTP ${reply.status}`;
  if (reply.outcome === 'accepted') return `${method} was accepted (HTTP ${reply.status}) but not answered`;
  return `${method} was not answered: ${reply.failure ?? reply.outcome}`;
}

import { type DueHealthCheck, type LabContext, LostLeaseError, recordHealthCheck } from '@mcp-lab/core';
import type { Report } from '../runner/protocol.ts';

/** Stores what a check found; one that nobody answered counts as unhealthy. Does nothing for a server that was stopped meanwhile. */
export async function storeHealth(
  context: LabContext,
  { server, checkFence }: DueHealthCheck,
  answer: Extract<Report, { type: 'health' }> | null,
): Promise<void> {
  const { health, latencyMs, reason } = answer ?? {
    health: 'unhealthy' as const,
    latencyMs: null,
    reason: 'The check did not come to an end.',
  };
  if (health === 'unknown') return;
  try {
    await recordHealthCheck(context, { serverId: server.id, checkFence, health, latencyMs, reason });
  } catch (error) {
    if (!(error instanceof LostLeaseError)) throw error;
  }
}

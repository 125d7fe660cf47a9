import type { OutcomeCounts } from '@mcp-lab/contracts';

export function noOutcomes(): OutcomeCounts {
  return { ok: 0, tool_error: 0, protocol_error: 0, timeout: 0, cancelled: 0, transport_error: 0, crash: 0 };
}

export function addOutcomes(to: OutcomeCounts, from: OutcomeCounts): void {
  for (const name of Object.keys(to) as (keyof OutcomeCounts)[]) to[name] += from[name];
}

import type { Fault } from '@mcp-lab/contracts';

/** What the client is answered in place of the server. */
export function refusalOf(fault: Extract<Fault, { kind: 'status' | 'rate-limit' | 'session-404' }>): {
  status: number;
  headers: Record<string, string>;
} {
  if (fault.kind === 'status') return { status: fault.status, headers: {} };
  if (fault.kind === 'session-404') return { status: 404, headers: {} };
  return { status: 429, headers: { 'retry-after': String(fault.retryAfterSeconds) } };
}

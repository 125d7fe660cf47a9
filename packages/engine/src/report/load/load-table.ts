import type { CallStats, LoadReport } from '@mcp-lab/contracts';
import { formatQuantity } from '../../load/format-quantity.ts';

export interface LoadTable {
  head: string[];
  rows: string[][];
}

/** By name, the sum last: how often, how long, how many failed. */
export function tabulateCalls({ total, calls }: LoadReport): LoadTable {
  const shown = calls.length === 1 && calls[0] !== undefined ? [calls[0]] : [...calls, total];
  return {
    head: ['call', 'calls', 'rate', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max', 'first byte', 'failed', 'received'],
    rows: shown.map(rowOf),
  };
}

function rowOf({
  name,
  calls,
  rate,
  latencyMs,
  firstByteMs,
  outcomes,
  failedRatio,
  bytesReceived,
}: CallStats): string[] {
  const { p50, p90, p95, p99, p999, max } = latencyMs;
  const failed = calls - outcomes.ok;
  return [
    name,
    String(calls),
    formatQuantity(rate, '/s'),
    ...[p50, p90, p95, p99, p999, max, firstByteMs.p50].map((value) =>
      value === null ? '-' : formatQuantity(value, 'ms'),
    ),
    failed === 0 ? '0' : `${failed} (${formatQuantity(failedRatio * 100, '%')})`,
    formatQuantity(bytesReceived, 'bytes'),
  ];
}

/** Each step of a search for the knee. */
export function tabulateKnee({ knee }: LoadReport): LoadTable | undefined {
  if (knee === null) return undefined;
  return {
    head: ['rate', 'achieved', 'p50', 'p95', 'p99', 'failed', 'held', 'why'],
    rows: knee.steps.map(({ rate, achievedRate, latencyMs, failedRatio, holds, valid, why }) => [
      formatQuantity(rate, '/s'),
      formatQuantity(achievedRate, '/s'),
      ...[latencyMs.p50, latencyMs.p95, latencyMs.p99].map((value) =>
        value === null ? '-' : formatQuantity(value, 'ms'),
      ),
      formatQuantity(failedRatio * 100, '%'),
      holds ? 'yes' : valid ? 'no' : 'not known',
      why,
    ]),
  };
}

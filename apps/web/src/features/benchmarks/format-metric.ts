import type { BenchmarkMetric, MetricComparison } from '@mcp-lab/contracts';
import { formatBytes } from '@/lib/format/format-bytes.ts';
import { formatShare } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatRate } from '@/lib/format/format-rate.ts';

/** What benchmarks are compared and ranked by. */
export const metricNames: Record<BenchmarkMetric, string> = {
  rate: 'Rate',
  latency_p50: 'Latency, p50',
  latency_p95: 'Latency, p95',
  latency_p99: 'Latency, p99',
  failed_ratio: 'Failed',
  first_byte_p50: 'First byte, p50',
  server_cpu_per_call: 'Server CPU a call',
  server_rss_max: 'Server memory, highest',
  knee_rate: 'Sustained rate',
};

/** A value of a metric in the unit its comparison names. */
export function formatMetric(value: number, unit: MetricComparison['unit']): string {
  if (unit === 'calls/s') return `${formatRate(value)}/s`;
  if (unit === 'ms') return formatDuration(value);
  if (unit === 'ratio') return formatShare(value);
  return unit === 'bytes' ? formatBytes(value) : `${value.toFixed(0)} µs`;
}

const units: Record<BenchmarkMetric, MetricComparison['unit']> = {
  rate: 'calls/s',
  latency_p50: 'ms',
  latency_p95: 'ms',
  latency_p99: 'ms',
  failed_ratio: 'ratio',
  first_byte_p50: 'ms',
  server_cpu_per_call: 'us/call',
  server_rss_max: 'bytes',
  knee_rate: 'calls/s',
};

export const formatValueOf = (metric: BenchmarkMetric, value: number): string => formatMetric(value, units[metric]);

/** `+8.0 %`, or percentage points for shares. */
export function formatShift(shift: number, scale: MetricComparison['scale']): string {
  const percent = shift * 100;
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  const sign = percent > 0 ? '+' : '';
  return `${sign}${percent.toFixed(digits)}${scale === 'relative' ? ' %' : ' points'}`;
}

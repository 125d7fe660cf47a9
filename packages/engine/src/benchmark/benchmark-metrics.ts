import type { BenchmarkMetric, LoadReport, MetricComparison } from '@mcp-lab/contracts';

export interface MetricFacts {
  label: string;
  unit: MetricComparison['unit'];
  betterWhen: MetricComparison['betterWhen'];
  /** Ratios of what may be zero are compared by their difference, all else by the quotient. */
  scale: MetricComparison['scale'];
  /** One number for one whole run; null where it was not measured. */
  of: (report: LoadReport) => number | null;
}

const fewestTicks = 3;

/** How each metric is read from a report. A percentile is that of the run's own sketch: percentiles are never averaged. */
export const benchmarkMetricFacts: Record<BenchmarkMetric, MetricFacts> = {
  rate: relative(
    'calls per second',
    'calls/s',
    'higher',
    ofSteadyLoad((report) => report.total.rate),
  ),
  latency_p50: relative(
    'latency p50',
    'ms',
    'lower',
    ofSteadyLoad((report) => report.total.latencyMs.p50),
  ),
  latency_p95: relative(
    'latency p95',
    'ms',
    'lower',
    ofSteadyLoad((report) => report.total.latencyMs.p95),
  ),
  latency_p99: relative(
    'latency p99',
    'ms',
    'lower',
    ofSteadyLoad((report) => report.total.latencyMs.p99),
  ),
  failed_ratio: {
    label: 'failed calls',
    unit: 'ratio',
    betterWhen: 'lower',
    scale: 'absolute',
    of: ofSteadyLoad((report) => report.total.failedRatio),
  },
  first_byte_p50: relative(
    'first byte p50',
    'ms',
    'lower',
    ofSteadyLoad((report) => report.total.firstByteMs.p50),
  ),
  server_cpu_per_call: relative('server CPU per call', 'us/call', 'lower', ofSteadyLoad(serverCpuPerCall)),
  server_rss_max: relative('server memory, most', 'bytes', 'lower', ofSteadyLoad(serverRssMax)),
  knee_rate: relative('largest sustainable rate', 'calls/s', 'higher', (report) => report.knee?.rate ?? null),
};

function relative(
  label: string,
  unit: MetricFacts['unit'],
  betterWhen: MetricFacts['betterWhen'],
  of: MetricFacts['of'],
): MetricFacts {
  return { label, unit, betterWhen, scale: 'relative', of };
}

/** A search for the knee takes other rates each time, so its totals are of different loads. */
function ofSteadyLoad(of: MetricFacts['of']): MetricFacts['of'] {
  return (report) => (report.profile.executor.type === 'find-knee' ? null : of(report));
}

/** The last second of a run is no whole one, and of fewer than three whole ones the first, with its start-up, is too much. */
function serverCpuPerCall({ ticks }: LoadReport): number | null {
  let count = 0;
  let calls = 0;
  let cpuSeconds = 0;
  for (const [index, tick] of ticks.slice(0, -1).entries()) {
    if (tick.phase !== 'measure' || tick.serverCpuPercent === null) continue;
    count++;
    calls += tick.calls;
    // A busy machine ends seconds late, so what went by is looked up.
    cpuSeconds += ((tick.serverCpuPercent / 100) * (tick.atMs - (ticks[index - 1]?.atMs ?? 0))) / 1_000;
  }
  return count < fewestTicks || calls === 0 ? null : (cpuSeconds * 1e6) / calls;
}

function serverRssMax({ ticks }: LoadReport): number | null {
  const seen = ticks.flatMap(({ phase, serverRssBytes }) => (phase === 'measure' ? (serverRssBytes ?? []) : []));
  return seen.length === 0 ? null : Math.max(...seen);
}

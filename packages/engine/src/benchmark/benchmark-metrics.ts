import type { BenchmarkMetric, LoadReport, LoadTick, MetricComparison } from '@mcp-lab/contracts';

export interface MetricFacts {
  label: string;
  unit: MetricComparison['unit'];
  betterWhen: MetricComparison['betterWhen'];
  /** Ratios of what may be zero are compared by their difference, all else by the quotient. */
  scale: MetricComparison['scale'];
  /** One number for one whole run; null where it was not measured. */
  of: (report: LoadReport) => number | null;
}

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

function serverCpuPerCall(report: LoadReport): number | null {
  let calls = 0;
  let cpuSeconds = 0;
  for (const tick of measuredTicks(report)) {
    if (tick.serverCpuPercent === null) continue;
    calls += tick.calls;
    cpuSeconds += (tick.serverCpuPercent / 100) * report.tickSeconds;
  }
  return calls === 0 ? null : (cpuSeconds * 1e6) / calls;
}

function serverRssMax(report: LoadReport): number | null {
  const seen = measuredTicks(report).flatMap((tick) => tick.serverRssBytes ?? []);
  return seen.length === 0 ? null : Math.max(...seen);
}

function measuredTicks(report: LoadReport): LoadTick[] {
  return report.ticks.filter((tick) => tick.phase === 'measure');
}

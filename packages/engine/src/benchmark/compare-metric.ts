import type { BenchmarkMetric, MetricComparison } from '@mcp-lab/contracts';
import { createSeededRandom } from '../random/seeded-random.ts';
import { hodgesLehmannShift } from '../statistics/hodges-lehmann-shift.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { medianOf } from '../statistics/median-of.ts';
import { type Pair, pairedBootstrap } from '../statistics/paired-bootstrap.ts';
import { benchmarkMetricFacts } from './benchmark-metrics.ts';
import type { CompareOptions, defaultComparison } from './compare-options.ts';

export type MeasuredShift = Omit<MetricComparison, 'pAdjusted' | 'verdict' | 'text' | 'runsNeeded'>;

/**
 * One metric of both sides: a value a run, shift with interval, and p on its own. Relative metrics are compared by their
 * logarithms, where a change by a factor is a shift and runs scatter evenly; their values have to be above zero.
 */
export function compareMetric(
  metric: BenchmarkMetric,
  base: readonly number[],
  head: readonly number[],
  options: Pick<CompareOptions, 'method'> & typeof defaultComparison,
): MeasuredShift {
  const { label, unit, betterWhen, scale } = benchmarkMetricFacts[metric];
  const read = scale === 'relative' ? Math.log : (value: number) => value;
  const tell = scale === 'relative' ? Math.expm1 : (value: number) => value;
  const measured = measure(base.map(read), head.map(read), metric, options);
  return {
    metric,
    label,
    unit,
    betterWhen,
    base: { median: medianOf(base), values: [...base] },
    head: { median: medianOf(head), values: [...head] },
    scale,
    shift: tell(measured.shift),
    interval: [finiteOrNull(tell(measured.interval[0])), finiteOrNull(tell(measured.interval[1]))],
    p: measured.p,
    margin: scale === 'relative' ? options.margin : options.failedMargin,
  };
}

function measure(
  base: readonly number[],
  head: readonly number[],
  metric: BenchmarkMetric,
  options: Pick<CompareOptions, 'method'> & typeof defaultComparison,
): { shift: number; interval: [number, number]; p: number } {
  const { confidence, resamples } = options;
  if (options.method === 'histories') {
    return { ...hodgesLehmannShift(base, head, { confidence }), p: mannWhitney(base, head).p };
  }
  const pairs = base.map((before, index): Pair => [before, head[index] ?? before]);
  return pairedBootstrap(pairs, {
    confidence,
    resamples,
    random: createSeededRandom(options.seed, `compare ${metric}`),
  });
}

/** The logarithm of no lower end is -100 %, which is no end either. */
function finiteOrNull(end: number): number | null {
  return Number.isFinite(end) && end > -1 ? end : null;
}

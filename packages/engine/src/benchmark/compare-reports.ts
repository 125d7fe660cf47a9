import {
  type BenchmarkComparison,
  type BenchmarkMetric,
  benchmarkMetrics,
  type ComparedSide,
  type LoadReport,
} from '@mcp-lab/contracts';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import { benchmarkMetricFacts } from './benchmark-metrics.ts';
import { compareMetric, type MeasuredShift } from './compare-metric.ts';
import { type CompareOptions, defaultComparison } from './compare-options.ts';
import { describeComparison, verdictOf } from './describe-comparison.ts';
import { findCautions } from './find-cautions.ts';
import { findObstacles } from './find-obstacles.ts';
import { judgeMetric } from './judge-metric.ts';
import { whyLeftOut } from './why-left-out.ts';

const mostRuns = 1_000;

type Metrics = Pick<BenchmarkComparison, 'missing'> & { measured: MeasuredShift[] };

/**
 * Whether the runs of `head` are better or worse than those of `base`, metric by metric. A run is one value a metric: calls
 * within a run are correlated, so runs are what is counted and resampled. Interleaved runs are judged in pairs (bootstrap of
 * pairs, signed ranks), stored histories by Mann–Whitney and the Hodges–Lehmann shift. p values are adjusted for all metrics
 * (Benjamini–Hochberg). What may not be compared comes back with `refusals` and no metric. RangeError where interleaved
 * sides are not of one length, and for more than 1,000 runs of a side.
 */
export function compareReports(
  base: readonly LoadReport[],
  head: readonly LoadReport[],
  options: CompareOptions,
): BenchmarkComparison {
  if (Math.max(base.length, head.length) > mostRuns) throw new RangeError(`more than ${mostRuns} runs of a side`);
  if (options.method === 'interleaved' && base.length !== head.length) {
    throw new RangeError(`interleaved runs come in pairs, not ${base.length} and ${head.length}`);
  }
  const settings = { ...defaultComparison, ...definedOf(options), method: options.method };
  const usable = selectUsable(base, head, settings.method);
  const sides = {
    base: describeSide(options.baseLabel ?? 'base', base, usable.base),
    head: describeSide(options.headLabel ?? 'head', head, usable.head),
  };
  const refusals = findObstacles(usable.base, usable.head, sides, settings.method);
  const { measured, missing }: Metrics =
    refusals.length > 0 ? { measured: [], missing: [] } : measureAll(usable.base, usable.head, settings);
  const adjusted = benjaminiHochberg(measured.map((shift) => shift.p));
  const metrics = measured.map((shift, index) =>
    judgeMetric(shift, { pAdjusted: adjusted[index] ?? 1, metrics: measured.length }, settings),
  );
  const told = {
    ...sides,
    method: settings.method,
    confidence: settings.confidence,
    alpha: settings.alpha,
    seed: settings.seed,
    refusals,
    cautions: refusals.length > 0 ? [] : findCautions(usable.base, usable.head, sides, settings),
    metrics,
    missing,
    verdict: verdictOf(metrics),
  };
  return { ...told, text: describeComparison(told) };
}

/** Options that were left out or are undefined take the default. */
function definedOf(options: CompareOptions): Partial<typeof defaultComparison> {
  const { confidence, alpha, margin, failedMargin, seed, resamples } = options;
  const given = Object.entries({ confidence, alpha, margin, failedMargin, seed, resamples });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** A pair is used whole or not at all. */
function selectUsable(base: readonly LoadReport[], head: readonly LoadReport[], method: CompareOptions['method']) {
  const says = (report: LoadReport | undefined) => report !== undefined && whyLeftOut(report) === undefined;
  const both = (_: LoadReport, index: number) => says(base[index]) && says(head[index]);
  return method === 'interleaved'
    ? { base: base.filter(both), head: head.filter(both) }
    : { base: base.filter(says), head: head.filter(says) };
}

function describeSide(label: string, given: readonly LoadReport[], used: readonly LoadReport[]): ComparedSide {
  const kept = new Set(used);
  const leftOut = [...given.entries()].filter(([, report]) => !kept.has(report));
  return {
    label: label.slice(0, 200),
    profileHash: theOnly(used.map((report) => report.profileHash)),
    fingerprintHash: theOnly(used.map((report) => report.fingerprint.hash)),
    runs: given.length,
    used: used.length,
    leftOut: leftOut.slice(0, 1_000).map(([position, report]) => ({
      position,
      startedAt: report.startedAt,
      why: whyLeftOut(report) ?? 'The other run of its pair was left out.',
    })),
  };
}

function theOnly(hashes: readonly string[]): string | null {
  const [first, ...others] = new Set(hashes);
  return others.length === 0 ? (first ?? null) : null;
}

function measureAll(
  base: readonly LoadReport[],
  head: readonly LoadReport[],
  settings: Pick<CompareOptions, 'method'> & typeof defaultComparison,
): Metrics {
  const measured: MeasuredShift[] = [];
  const missing: Metrics['missing'] = [];
  for (const metric of benchmarkMetrics) {
    const sides = [base, head].map((reports) => readAll(metric, reports));
    const [before, after] = sides;
    if (before?.every(isNumber) && after?.every(isNumber)) {
      measured.push(compareMetric(metric, before, after, settings));
    } else {
      const without = sides.flat().filter((value) => value === null).length;
      missing.push({ metric, why: `${without} of ${base.length + head.length} runs did not measure it` });
    }
  }
  return { measured, missing };
}

function readAll(metric: BenchmarkMetric, reports: readonly LoadReport[]): (number | null)[] {
  const { of, scale } = benchmarkMetricFacts[metric];
  return reports.map((report) => {
    const value = of(report);
    // A quotient needs something above zero: a clock too coarse for the CPU time has measured nothing.
    return value === null || !Number.isFinite(value) || (scale === 'relative' && value <= 0) ? null : value;
  });
}

function isNumber(value: number | null): value is number {
  return value !== null;
}

import type { BenchmarkMetric, LoadReport } from '@mcp-lab/contracts';
import { medianOf } from '../statistics/median-of.ts';
import { benchmarkMetricFacts } from './benchmark-metrics.ts';
import { medianInterval } from './median-interval.ts';
import { whyLeftOut } from './why-left-out.ts';

export interface RankedEntry {
  id: string;
  /**
   * One more than the number of entries proved better, those whose interval lies wholly on the better side. Entries that
   * are not told apart may share a rank. Null: too few runs for an interval; such entries come last.
   */
  rank: number | null;
  runs: number;
  median: number;
  /** Of the median. */
  interval: [number, number] | null;
  /** Ids of ranked entries whose interval overlaps this one's. */
  tiedWith: string[];
}

export interface Ranking {
  metric: BenchmarkMetric;
  profileHash: string;
  fingerprintHash: string;
  /** The best first. */
  entries: RankedEntry[];
  /** Entries of which no run of this group says anything. */
  leftOut: { id: string; why: string }[];
}

/**
 * Leaderboards of one metric: one for each load profile and fingerprint among the runs, as nothing else may be ranked
 * against each other. Sorted by how many runs they rest on. An entry is told by the median of its valid runs and its interval.
 */
export function rankReports(
  entries: readonly { id: string; reports: readonly LoadReport[] }[],
  options: { metric: BenchmarkMetric; confidence?: number },
): Ranking[] {
  const groups = new Map<string, Ranking & { weight: number }>();
  for (const { id, reports } of entries) {
    for (const [key, own] of Map.groupBy(reports, (report) => `${report.profileHash} ${report.fingerprint.hash}`)) {
      const [profileHash = '', fingerprintHash = ''] = key.split(' ');
      const group = groups.get(key) ?? {
        metric: options.metric,
        profileHash,
        fingerprintHash,
        entries: [],
        leftOut: [],
        weight: 0,
      };
      groups.set(key, group);
      const entry = describeEntry(id, own, options);
      if ('why' in entry) group.leftOut.push(entry);
      else {
        group.entries.push(entry);
        group.weight += entry.runs;
      }
    }
  }
  return [...groups.values()]
    .toSorted((left, right) => right.weight - left.weight)
    .map(({ weight: _, ...group }) => ({ ...group, entries: placeEntries(group.entries, options.metric) }));
}

function describeEntry(
  id: string,
  reports: readonly LoadReport[],
  options: { metric: BenchmarkMetric; confidence?: number },
): RankedEntry | { id: string; why: string } {
  const valid = reports.filter((report) => whyLeftOut(report) === undefined);
  const values = valid.flatMap((report) => benchmarkMetricFacts[options.metric].of(report) ?? []);
  if (values.length === 0) {
    const [first] = reports;
    return { id, why: (first && whyLeftOut(first)) ?? 'It was not measured.' };
  }
  const interval = medianInterval(values, options.confidence ?? 0.95) ?? null;
  return { id, rank: null, runs: values.length, median: medianOf(values), interval, tiedWith: [] };
}

function placeEntries(entries: readonly RankedEntry[], metric: BenchmarkMetric): RankedEntry[] {
  const sign = benchmarkMetricFacts[metric].betterWhen === 'higher' ? -1 : 1;
  const ranked = entries.filter((entry) => entry.interval !== null);
  const isBetter = (one: RankedEntry, other: RankedEntry) =>
    one.interval !== null &&
    other.interval !== null &&
    (sign === 1 ? one.interval[1] < other.interval[0] : one.interval[0] > other.interval[1]);
  return entries
    .map((entry) => ({
      ...entry,
      rank: entry.interval === null ? null : 1 + ranked.filter((other) => isBetter(other, entry)).length,
      tiedWith:
        entry.interval === null
          ? []
          : ranked
              .filter((other) => other !== entry && !isBetter(other, entry) && !isBetter(entry, other))
              .map((other) => other.id),
    }))
    .toSorted(
      (left, right) =>
        (left.rank ?? Number.POSITIVE_INFINITY) - (right.rank ?? Number.POSITIVE_INFINITY) ||
        sign * (left.median - right.median),
    );
}

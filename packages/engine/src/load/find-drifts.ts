import type { Drift, LoadTick } from '@mcp-lab/contracts';
import { estimateSlope } from '../statistics/estimate-slope.ts';
import { medianOf } from '../statistics/median-of.ts';
import type { TickKeeper } from './record/tick-keeper.ts';

interface DriftMetric {
  metric: Drift['metric'];
  title: string;
  unit: string;
  /** In the unit. */
  of: (piece: LoadTick) => number | null;
  /** What an hour may bring without anyone minding, for a usual value. */
  practicalPerHour: (usual: number) => number;
}

const megabyte = 1_000_000;

const driftMetrics: readonly DriftMetric[] = [
  {
    metric: 'server_rss',
    title: 'Memory of the server',
    unit: 'MB/h',
    of: ({ serverRssBytes }) => (serverRssBytes === null ? null : serverRssBytes / megabyte),
    practicalPerHour: (usual) => Math.max(5, usual * 0.05),
  },
  {
    metric: 'open_files',
    title: 'Open files of the server',
    unit: 'files/h',
    of: ({ serverOpenFiles }) => serverOpenFiles,
    practicalPerHour: () => 5,
  },
  {
    metric: 'threads',
    title: 'Threads of the server',
    unit: 'threads/h',
    of: ({ serverThreads }) => serverThreads,
    practicalPerHour: () => 2,
  },
  {
    metric: 'latency_p95',
    title: 'p95 of the latency',
    unit: 'ms/h',
    of: ({ latencyMs }) => latencyMs.p95,
    practicalPerHour: (usual) => Math.max(1, usual * 0.1),
  },
];

/** A server that has just started still fills its caches: so much of the beginning is not looked at. */
const settlingShare = 0.1;
const mostSettlingSeconds = 600;
/**
 * What a server that has just started takes for itself is no leak, and a minute is no hour: below this time a rise has to be so
 * many times what does not matter, as it stands and not by the hour.
 */
const shortSeconds = 1_800;
const shortFactor = 4;
/** A run of an hour and more is looked at by the minute, a shorter one in so many pieces. */
const fewestPieces = 30;

/**
 * Whether the server drifts under a steady load: the slope of each metric over the pieces of the run, with its 95 % interval.
 * `steady` only where the whole interval lies within what does not matter, `rising` only where the whole interval lies above it
 * and the rise that was seen is more than that, too.
 */
export function findDrifts(ticks: TickKeeper, measuredSeconds: number): Drift[] {
  const pieces = ticks.pieces(Math.min(60, Math.max(1, Math.floor(measuredSeconds / fewestPieces))));
  const [first] = pieces;
  if (first === undefined) return [];
  const settledMs = first.atMs + Math.min(measuredSeconds * settlingShare, mostSettlingSeconds) * 1000;
  const settled = pieces.filter(({ atMs }) => atMs >= settledMs);
  return driftMetrics.flatMap((metric) => judgeDrift(metric, settled, measuredSeconds) ?? []);
}

function judgeDrift(
  { metric, title, unit, of, practicalPerHour }: DriftMetric,
  pieces: readonly LoadTick[],
  measuredSeconds: number,
): Drift | undefined {
  const points = pieces.flatMap((piece) => {
    const y = of(piece);
    return y === null ? [] : [{ x: piece.atMs / 3_600_000, y }];
  });
  const estimate = estimateSlope(points);
  if (estimate === undefined) return undefined;
  const { slope, interval } = estimate;
  const [low, high] = interval;
  const limit = practicalPerHour(medianOf(points.map(({ y }) => y)));
  const leastRise = measuredSeconds < shortSeconds ? limit * shortFactor : limit;
  const hours = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0);
  const rises = low > limit;
  const verdict = ((): Drift['verdict'] => {
    if (rises) return low * hours > leastRise * 0.9 ? 'rising' : 'undecided';
    if (high < -limit) return 'falling';
    return low >= -limit && high <= limit ? 'steady' : 'undecided';
  })();
  const measured = `${show(slope)} ${unit}, 95 % interval ${show(low)} to ${show(high)}`;
  const allowed = `less than ${show(limit)} ${unit} does not matter`;
  const text = {
    rising: `${title} rises: ${measured}.`,
    falling: `${title} falls: ${measured}.`,
    steady: `No drift seen: ${title.toLowerCase()} ${measured}; ${allowed}.`,
    undecided: rises
      ? `Undecided: ${title.toLowerCase()} rose by ${show(slope * hours)} ${unit.replace('/h', '')} within ${show(hours * 60)} minutes, as that of a server may that has just started. A longer run tells.`
      : `Undecided: ${title.toLowerCase()} ${measured}; ${allowed}. A longer run narrows the interval.`,
  }[verdict];
  return { metric, unit, slopePerHour: slope, interval, verdict, text };
}

function show(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3).replace(/\.?0+$/, '');
}

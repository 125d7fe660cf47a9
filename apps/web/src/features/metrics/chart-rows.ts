import type { MetricSeriesData } from '@mcp-lab/contracts';
import type { LivePoint } from '@/lib/live/metrics-store.ts';

/** One instant of a chart: `ts` and a value, or null where nothing was measured, under each series id. */
export type ChartRow = { ts: number } & Record<string, number | null>;

interface RowsInput {
  series: readonly MetricSeriesData[];
  /** Live points by series id, oldest first. */
  live: Record<string, readonly LivePoint[]>;
  from: number;
  to: number;
  stepMs: number;
}

/**
 * Puts all series on one grid of instants. The grid is as coarse as the slowest series reports, so that an empty cell
 * means that a measurement is really missing and the line breaks there, instead of being drawn through an outage.
 */
export function buildChartRows({ series, live, from, to, stepMs }: RowsInput): ChartRow[] {
  const merged = series.map((one) => ({ id: one.id, points: mergePoints(one.points, live[one.id] ?? [], from) }));
  const cadenceMs = Math.max(stepMs, ...merged.map(({ points }) => medianGapMs(points) * 1.5));
  const gridMs = Math.ceil(cadenceMs / stepMs) * stepMs;
  const start = Math.floor(from / gridMs);
  const length = Math.floor(to / gridMs) - start + 1;
  const rows = Array.from({ length }, (_, index): ChartRow => {
    const row: ChartRow = { ts: (start + index) * gridMs };
    for (const { id } of merged) row[id] = null;
    return row;
  });
  for (const { id, points } of merged) {
    for (const [cell, value] of averageByCell(points, gridMs)) {
      const row = rows[cell - start];
      if (row !== undefined) row[id] = value;
    }
  }
  return rows;
}

function mergePoints(stored: readonly LivePoint[], live: readonly LivePoint[], from: number): LivePoint[] {
  const newestStored = stored.at(-1)?.ts ?? from;
  return [...stored, ...live.filter((point) => point.ts > newestStored)].filter((point) => point.ts >= from);
}

function medianGapMs(points: readonly LivePoint[]): number {
  const gaps = points
    .slice(1)
    .map((point, index) => point.ts - (points[index]?.ts ?? point.ts))
    .toSorted((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 0;
}

function averageByCell(points: readonly LivePoint[], gridMs: number): Map<number, number> {
  const sums = new Map<number, { sum: number; weight: number }>();
  for (const { ts, value, count } of points) {
    const cell = Math.floor(ts / gridMs);
    const known = sums.get(cell) ?? { sum: 0, weight: 0 };
    const weight = Math.max(1, count);
    sums.set(cell, { sum: known.sum + value * weight, weight: known.weight + weight });
  }
  return new Map([...sums].map(([cell, { sum, weight }]) => [cell, sum / weight]));
}

import { heatmapBoundsMs, type LoadTick } from '@mcp-lab/contracts';

export interface Heatmap {
  /** Upper bounds of the rows that hold anything, and of those between, slowest first. */
  bounds: readonly number[];
  /** One a column. */
  columns: readonly HeatmapColumn[];
  /** The fullest cell. */
  most: number;
}
interface HeatmapColumn {
  /** Seconds since the run began, of the ticks it gathers. */
  from: number;
  to: number;
  /** Calls a row, in the order of `bounds`. */
  counts: readonly number[];
}

/** Latency over time as a grid, at most `maxColumns` wide: ticks side by side are added up, which histograms allow. */
export function toHeatmap(ticks: readonly LoadTick[], maxColumns: number): Heatmap {
  const used = ticks.flatMap(({ buckets }) => buckets.filter(([, calls]) => calls > 0).map(([bound]) => bound));
  if (used.length === 0) return { bounds: [], columns: [], most: 0 };
  const low = Math.min(...used);
  const high = Math.max(...used);
  const bounds = heatmapBoundsMs.filter((bound) => bound >= low && bound <= high).toReversed();
  const perColumn = Math.max(1, Math.ceil(ticks.length / maxColumns));
  const columns: HeatmapColumn[] = [];
  for (let at = 0; at < ticks.length; at += perColumn) {
    const group = ticks.slice(at, at + perColumn);
    const byBound = new Map<number, number>();
    for (const { buckets } of group) {
      for (const [bound, calls] of buckets) byBound.set(bound, (byBound.get(bound) ?? 0) + calls);
    }
    const previous = ticks[at - 1]?.atMs ?? 0;
    columns.push({
      from: previous / 1000,
      to: (group.at(-1)?.atMs ?? 0) / 1000,
      counts: bounds.map((bound) => byBound.get(bound) ?? 0),
    });
  }
  return { bounds, columns, most: Math.max(...columns.flatMap(({ counts }) => counts)) };
}

/** The bound below one of the rows; 0 for the lowest. */
export function boundBelow(bound: number): number {
  const bounds: readonly number[] = heatmapBoundsMs;
  const at = bounds.indexOf(bound);
  return bounds[at - 1] ?? 0;
}

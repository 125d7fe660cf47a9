import type { MetricSnapshot } from '@mcp-lab/contracts';
import { create } from 'zustand';

export interface LivePoint {
  ts: number;
  value: number;
  count: number;
}

interface MetricsState {
  /** By `seriesKey`, oldest first. */
  points: Record<string, LivePoint[]>;
}

/** At one snapshot every 5 s: 40 minutes, more than a chart shows between two questions over REST. */
const pointsKept = 480;

export const useLiveMetrics = create<MetricsState>(() => ({ points: {} }));

export function seriesKey(series: { name: string; serverId: string | null; labels: Record<string, string> }): string {
  const labels = Object.entries(series.labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([series.name, series.serverId, labels]);
}

export function readSeriesKey(key: string): { name: string; serverId: string | null } {
  const [name, serverId] = JSON.parse(key) as [string, string | null];
  return { name, serverId };
}

export function addMetricSnapshots(snapshots: readonly MetricSnapshot[]): void {
  useLiveMetrics.setState(({ points }) => {
    const next = { ...points };
    for (const snapshot of snapshots) {
      for (const sample of snapshot.samples) {
        const key = seriesKey(sample);
        const point = { ts: snapshot.at, value: sample.value, count: sample.count };
        next[key] = [...(next[key] ?? []).slice(1 - pointsKept), point];
      }
    }
    return { points: next };
  });
}

'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { useChannel } from '@/lib/live/live-provider.tsx';
import { readSeriesKey, seriesKey, useLiveMetrics } from '@/lib/live/metrics-store.ts';
import { queryKeys } from '@/lib/query-keys.ts';
import { useNow } from '@/lib/use-now.ts';
import { buildChartRows } from './chart-rows.ts';
import type { ChartWindow } from './chart-window.ts';

interface MetricSeriesQuery {
  name: string;
  serverId?: string;
  window: ChartWindow;
}

/** Series over a window: stored points over REST, the newest ones over the `metrics` channel. */
export function useMetricSeries({ name, serverId, window: chartWindow }: MetricSeriesQuery) {
  const { client } = useLab();
  useChannel('metrics', { intervalSeconds: 5 });
  const query = useQuery({
    queryKey: queryKeys.metricsQuery({ name, serverId, window: chartWindow.value }),
    queryFn: ({ signal }) => {
      const to = Date.now();
      const from = to - chartWindow.spanMs;
      return client.queryMetrics(
        { query: { name, serverId, from, to, step: chartWindow.stepMs, aggregation: 'avg' } },
        { signal },
      );
    },
    refetchInterval: Math.max(60_000, chartWindow.stepMs),
  });
  const now = useNow(5_000);
  const livePoints = useLiveMetrics((state) => state.points);
  const answer = query.data;
  // A server that was just added reports before the chart knows its series.
  const known = new Set(answer?.series.map(seriesKey));
  const unknownCount = Object.keys(livePoints).filter((key) => isWanted(key, name, serverId) && !known.has(key)).length;
  const { refetch } = query;
  useEffect(() => {
    if (unknownCount > 0) void refetch();
  }, [unknownCount, refetch]);
  const rows = useMemo(() => {
    if (answer === undefined) return [];
    const live = Object.fromEntries(answer.series.map((one) => [one.id, livePoints[seriesKey(one)] ?? []]));
    return buildChartRows({
      series: answer.series,
      live,
      from: now - chartWindow.spanMs,
      to: now,
      stepMs: answer.stepMs,
    });
  }, [answer, livePoints, now, chartWindow]);
  return { query, series: answer?.series ?? [], rows };
}

function isWanted(key: string, name: string, serverId: string | undefined): boolean {
  const series = readSeriesKey(key);
  return series.name === name && (serverId === undefined || series.serverId === serverId);
}

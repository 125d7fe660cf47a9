'use client';
import type { Server } from '@mcp-lab/contracts';
import { ActivityIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { type ChartWindow, chartWindows, defaultChartWindow } from './chart-window.ts';
import { type ChartLine, LatencyChart } from './latency-chart.tsx';
import { metricNames } from './metric-names.ts';
import { useMetricSeries } from './use-metric-series.ts';

interface LatencyPanelProps {
  servers: readonly Pick<Server, 'id' | 'name'>[];
  /** Only this server's series. */
  serverId?: string;
  className?: string;
}

const seriesColors = 8;
/** From this ratio between the slowest and the fastest on, a linear axis would press the fast ones flat. */
const logarithmicFrom = 25;

/** How long health checks take, per server, over a window the user chooses. */
export function LatencyPanel({ servers, serverId, className }: LatencyPanelProps) {
  const [chartWindow, setChartWindow] = useState<ChartWindow>(defaultChartWindow);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const { query, series, rows } = useMetricSeries({ name: metricNames.healthLatency, serverId, window: chartWindow });

  const lines = useMemo((): ChartLine[] => {
    const names = new Map(servers.map((server) => [server.id, server.name]));
    return series
      .map((one) => ({ id: one.id, name: names.get(one.serverId ?? '') ?? 'A removed server' }))
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((line, index) => ({ ...line, color: `var(--series-${(index % seriesColors) + 1})` }));
  }, [series, servers]);
  const shown = lines.filter((line) => !hidden.has(line.id));
  const newest = (id: string) => rows.findLast((row) => typeof row[id] === 'number')?.[id] ?? null;
  const newestValues = shown.flatMap((line) => newest(line.id) ?? []);
  const logarithmic = Math.min(...newestValues) * logarithmicFrom < Math.max(...newestValues);
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };

  return (
    <Card className={className} data-testid="latency-panel">
      <CardHeader>
        <CardTitle>
          Health check latency
          {logarithmic ? <span className="ml-2 text-xs font-normal text-muted-foreground">logarithmic</span> : null}
        </CardTitle>
        <Segmented
          aria-label="Time window"
          value={chartWindow.value}
          options={chartWindows}
          onValueChange={(value) =>
            setChartWindow(chartWindows.find((one) => one.value === value) ?? defaultChartWindow)
          }
        />
      </CardHeader>
      <div className="flex min-h-72 flex-1 flex-col p-4 pl-2">
        {query.isPending ? <Skeleton className="ml-2 flex-1" /> : null}
        {query.isError && query.data === undefined ? (
          <ErrorState
            title="The measurements could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : null}
        {query.data && lines.length === 0 ? (
          <EmptyState icon={ActivityIcon} title="Nothing measured in this window" className="my-auto py-6">
            Every check of a running server adds a point. The first one appears within its health interval.
          </EmptyState>
        ) : null}
        {query.data && lines.length > 0 ? (
          <>
            <div className="relative min-h-60 flex-1">
              <LatencyChart
                lines={shown}
                rows={rows}
                logarithmic={logarithmic}
                summary={`Latency of health checks over the last ${chartWindow.label} of ${lines.map((line) => line.name).join(', ')}`}
              />
            </div>
            <ul className="mt-2 flex flex-wrap gap-x-1 gap-y-0.5 pl-2">
              {lines.map((line) => {
                const value = newest(line.id);
                return (
                  <li key={line.id}>
                    <button
                      type="button"
                      aria-pressed={!hidden.has(line.id)}
                      onClick={() => toggle(line.id)}
                      className={cn(
                        'flex h-7 max-w-64 items-center gap-2 rounded-md px-2 text-xs transition-opacity outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/45',
                        hidden.has(line.id) && 'opacity-45',
                      )}
                    >
                      <span className="h-[3px] w-3 shrink-0 rounded-full" style={{ background: line.color }} />
                      <span className="truncate">{line.name}</span>
                      <span className="font-medium whitespace-nowrap text-muted-foreground tabular-nums">
                        {value === null ? '–' : formatDuration(value)}
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </>
        ) : null}
      </div>
    </Card>
  );
}

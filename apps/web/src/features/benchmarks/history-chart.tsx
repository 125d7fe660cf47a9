'use client';
import type { BenchmarkRunSummary } from '@mcp-lab/contracts';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartLegend } from '@/components/chart/chart-legend.tsx';
import { axisStyle, lineStyle, tooltipStyle, valueAxis } from '@/components/chart/chart-style.ts';
import { ChartTip } from '@/components/chart/chart-tip.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatRate } from '@/lib/format/format-rate.ts';
import { formatFullTime } from '@/lib/format/format-time.ts';
import { useUrlFilters } from '@/lib/use-url-filters.ts';

interface HistoryChartProps {
  /** Newest first. */
  runs: readonly BenchmarkRunSummary[];
  /** Of the newest run that measured anything. */
  profileHash: string | null;
}

const latencyLines = [
  { key: 'p50', name: 'p50', color: 'var(--series-2)' },
  { key: 'p95', name: 'p95', color: 'var(--series-1)' },
  { key: 'p99', name: 'p99', color: 'var(--series-3)' },
];
const rateLines = [
  { key: 'rate', name: 'rate', color: 'var(--series-1)' },
  { key: 'kneeRate', name: 'sustained', color: 'var(--good)' },
];
const figures = [
  { value: 'latency', label: 'Latency' },
  { value: 'rate', label: 'Rate' },
] as const;

/** Runs side by side, oldest left: only those with the load and the calls of the newest, since others measured something else. Nothing where none has measured anything. */
export function HistoryChart({ runs, profileHash }: HistoryChartProps) {
  const [{ figure }, setFigure] = useUrlFilters(['figure']);
  const shown = figure === 'rate' ? 'rate' : 'latency';
  const lines = shown === 'rate' ? rateLines : latencyLines;
  const format = shown === 'rate' ? (value: number) => `${formatRate(value)}/s` : formatDuration;
  const points = runs
    .filter((run) => run.profileHash === profileHash && run.p95 !== null)
    .toReversed()
    .map((run, index) => ({ ...run, number: index + 1, at: run.run.startedAt ?? run.run.createdAt }));
  if (points.length === 0) return null;
  const drawn = lines.filter(({ key }) => points.some((point) => point[key as 'p50'] !== null));
  return (
    <Card data-testid="history-chart">
      <CardHeader>
        <CardTitle>Runs of the same load</CardTitle>
        <div className="flex items-center gap-4">
          <ChartLegend entries={drawn} />
          <Segmented
            aria-label="What is shown"
            value={shown}
            options={figures}
            onValueChange={(next) => setFigure({ figure: next === 'latency' ? '' : next })}
          />
        </div>
      </CardHeader>
      <div className="relative h-56 p-3 pl-1">
        <div role="img" aria-label={`${shown} of ${points.length} runs, oldest first`} className="h-full">
          <ResponsiveContainer width="100%" height="100%">
            <LineChart data={points} margin={{ top: 8, right: 14, bottom: 0, left: 0 }} accessibilityLayer={false}>
              <CartesianGrid vertical={false} stroke="var(--border)" />
              <XAxis
                dataKey="number"
                type="number"
                domain={[1, Math.max(2, points.length)]}
                allowDecimals={false}
                {...axisStyle}
                tickMargin={6}
                tickFormatter={(number: number) => `#${number}`}
              />
              <YAxis {...valueAxis} width={62} tickFormatter={format} />
              <Tooltip
                {...tooltipStyle}
                content={({ active, payload }) => {
                  const point = payload?.[0]?.payload as (typeof points)[number] | undefined;
                  if (!active || point === undefined) return null;
                  return (
                    <ChartTip title={formatFullTime(point.at)} entries={payload} format={format}>
                      {point.valid === false ? <p className="mt-1 text-caution">the lab was the bottleneck</p> : null}
                    </ChartTip>
                  );
                }}
              />
              {drawn.map((line) => (
                <Line
                  key={line.key}
                  {...lineStyle}
                  dataKey={line.key}
                  name={line.name}
                  stroke={line.color}
                  dot={({ cx, cy, payload, key }) => {
                    const invalid = (payload as (typeof points)[number]).valid === false;
                    return (
                      <circle
                        key={key}
                        cx={cx}
                        cy={cy}
                        r={3}
                        strokeWidth={1.5}
                        stroke={invalid ? 'var(--caution)' : line.color}
                        fill={invalid ? 'var(--card)' : line.color}
                      />
                    );
                  }}
                  activeDot={{ r: 4, strokeWidth: 0 }}
                />
              ))}
            </LineChart>
          </ResponsiveContainer>
        </div>
      </div>
    </Card>
  );
}

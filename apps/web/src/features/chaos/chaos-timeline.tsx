'use client';
import type { ChaosTick } from '@mcp-lab/contracts';
import { Area, CartesianGrid, ComposedChart, Line, ReferenceArea, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { ChartLegend, type LegendEntry } from '@/components/chart/chart-legend.tsx';
import { axisStyle, axisText, lineStyle, valueAxis } from '@/components/chart/chart-style.ts';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatElapsed } from '../load/format-elapsed.ts';
import { faultSpans } from './fault-spans.ts';

const legend: LegendEntry[] = [
  { name: 'p95', color: 'var(--series-1)' },
  { name: 'failed a second', color: 'var(--bad)' },
  { name: 'fault on', color: 'color-mix(in oklab, var(--caution) 25%, transparent)', mark: 'area' },
];

/** Latency and failures over the whole experiment; a fault is on where it is shaded. */
export function ChaosTimeline({ ticks }: { ticks: readonly ChaosTick[] }) {
  if (ticks.length === 0) return null;
  const rows = ticks.map(({ atMs, failed, latencyP95Ms }) => ({ second: atMs / 1000, failed, p95: latencyP95Ms }));
  const spans = faultSpans(ticks);
  return (
    <Card data-testid="chaos-timeline">
      <CardHeader className="min-h-11">
        <CardTitle>Over the experiment</CardTitle>
        <ChartLegend entries={legend} />
      </CardHeader>
      <div
        className="relative h-56 p-3 pl-1"
        role="img"
        aria-label={`Latency and failures over ${formatElapsed(rows.at(-1)?.second ?? 0)}; faults: ${spans.map(({ trial }) => trial).join(', ')}`}
      >
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart data={rows} margin={{ top: 18, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--border)" />
            {spans.map(({ trial, from, to }) => (
              <ReferenceArea
                key={`${trial} ${from}`}
                yAxisId="latency"
                x1={from}
                x2={to}
                fill="var(--caution)"
                fillOpacity={0.18}
                label={{ value: trial, position: 'top', ...axisText, fontSize: 10 }}
              />
            ))}
            <XAxis
              dataKey="second"
              type="number"
              domain={['dataMin', 'dataMax']}
              tickFormatter={formatElapsed}
              {...axisStyle}
              minTickGap={40}
              tickMargin={6}
            />
            <YAxis yAxisId="latency" {...valueAxis} tickFormatter={formatDuration} />
            <YAxis
              yAxisId="failed"
              orientation="right"
              width={36}
              {...axisStyle}
              allowDecimals={false}
              domain={[0, (most: number) => Math.max(4, most)]}
              tickCount={4}
            />
            <Area
              {...lineStyle}
              yAxisId="failed"
              dataKey="failed"
              stroke="var(--bad)"
              fill="var(--bad)"
              fillOpacity={0.15}
              strokeWidth={1}
            />
            <Line {...lineStyle} yAxisId="latency" dataKey="p95" stroke="var(--series-1)" />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </Card>
  );
}

'use client';
import type { ChaosReport } from '@mcp-lab/contracts';
import { Area, CartesianGrid, ComposedChart, Line, ReferenceArea, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatElapsed } from '../load/format-elapsed.ts';
import { faultSpans } from './fault-spans.ts';

const axis = { fontSize: 11, fill: 'var(--muted-foreground)' };

/** Latency and failures over the whole experiment; a fault is on where it is shaded. */
export function ChaosTimeline({ ticks }: Pick<ChaosReport, 'ticks'>) {
  if (ticks.length === 0) return null;
  const rows = ticks.map(({ atMs, failed, latencyP95Ms }) => ({ second: atMs / 1000, failed, p95: latencyP95Ms }));
  const spans = faultSpans(ticks);
  return (
    <Card data-testid="chaos-timeline">
      <CardHeader className="min-h-11">
        <CardTitle>Over the experiment</CardTitle>
        <ul className="flex gap-3 text-xs text-muted-foreground">
          <li className="flex items-center gap-1.5">
            <span className="h-[3px] w-3 rounded-full bg-[var(--series-1)]" />
            p95
          </li>
          <li className="flex items-center gap-1.5">
            <span className="h-[3px] w-3 rounded-full bg-bad" />
            failed a second
          </li>
          <li className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-sm bg-caution/25" />
            fault on
          </li>
        </ul>
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
                label={{ value: trial, position: 'top', fontSize: 10, fill: 'var(--muted-foreground)' }}
              />
            ))}
            <XAxis
              dataKey="second"
              type="number"
              domain={['dataMin', 'dataMax']}
              tickFormatter={formatElapsed}
              tick={axis}
              tickLine={false}
              axisLine={false}
              minTickGap={40}
              tickMargin={6}
            />
            <YAxis
              yAxisId="latency"
              width={58}
              tick={axis}
              tickLine={false}
              axisLine={false}
              tickFormatter={formatDuration}
              domain={[0, 'auto']}
              tickCount={4}
            />
            <YAxis
              yAxisId="failed"
              orientation="right"
              width={36}
              tick={axis}
              tickLine={false}
              axisLine={false}
              allowDecimals={false}
              domain={[0, (most: number) => Math.max(4, most)]}
              tickCount={4}
            />
            <Area
              yAxisId="failed"
              dataKey="failed"
              stroke="var(--bad)"
              fill="var(--bad)"
              fillOpacity={0.15}
              type="linear"
              dot={false}
              isAnimationActive={false}
            />
            <Line
              yAxisId="latency"
              dataKey="p95"
              stroke="var(--series-1)"
              strokeWidth={1.5}
              type="linear"
              dot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </Card>
  );
}

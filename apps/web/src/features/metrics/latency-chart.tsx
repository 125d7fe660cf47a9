'use client';
import type { Key } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { axisStyle, lineStyle, tooltipStyle } from '@/components/chart/chart-style.ts';
import { ChartTip } from '@/components/chart/chart-tip.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatClock, formatLogTime } from '@/lib/format/format-time.ts';
import type { ChartRow } from './chart-rows.ts';
import { logarithmicTicks } from './logarithmic-ticks.ts';

export interface ChartLine {
  id: string;
  name: string;
  /** CSS colour. */
  color: string;
}

interface LatencyChartProps {
  lines: readonly ChartLine[];
  rows: readonly ChartRow[];
  /** Equal steps are equal factors: for servers that differ by orders of magnitude. */
  logarithmic: boolean;
  /** Read to people who cannot see it. */
  summary: string;
}

/** Milliseconds over time, a line a server; breaks where nothing was measured. */
export function LatencyChart({ lines, rows, logarithmic, summary }: LatencyChartProps) {
  const ticks = logarithmicTicks(rows.flatMap((row) => lines.map((line) => row[line.id] ?? 0)));
  return (
    <div role="img" aria-label={summary} className="absolute inset-0">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={rows as ChartRow[]}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="ts"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            tickFormatter={formatClock}
            {...axisStyle}
            minTickGap={48}
            tickMargin={8}
          />
          <YAxis
            width={52}
            {...axisStyle}
            tickFormatter={formatDuration}
            scale={logarithmic ? 'log' : 'linear'}
            domain={logarithmic ? [ticks[0] ?? 1, ticks.at(-1) ?? 1000] : [0, 'auto']}
            ticks={logarithmic ? ticks : undefined}
            allowDataOverflow={logarithmic}
          />
          <Tooltip
            {...tooltipStyle}
            content={({ active, label, payload }) =>
              active && payload.length > 0 ? (
                <ChartTip title={formatLogTime(Number(label)).slice(0, 8)} entries={payload} format={formatDuration} />
              ) : null
            }
          />
          {lines.map((line) => (
            <Line
              key={line.id}
              {...lineStyle}
              dataKey={line.id}
              name={line.name}
              stroke={line.color}
              strokeWidth={1.75}
              type="monotone"
              dot={(dot: { cx?: number; cy?: number; index?: number; value?: unknown; key?: Key | null }) => {
                const lonely =
                  typeof dot.value === 'number' &&
                  typeof rows[(dot.index ?? 0) - 1]?.[line.id] !== 'number' &&
                  typeof rows[(dot.index ?? 0) + 1]?.[line.id] !== 'number';
                return lonely ? (
                  <circle key={dot.key} cx={dot.cx} cy={dot.cy} r={2} fill={line.color} />
                ) : (
                  <g key={dot.key} />
                );
              }}
              activeDot={{ r: 3, strokeWidth: 0 }}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

'use client';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ChartLegend } from '@/components/chart/chart-legend.tsx';
import { axisStyle, lineStyle, tooltipStyle, valueAxis } from '@/components/chart/chart-style.ts';
import { ChartTip } from '@/components/chart/chart-tip.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatElapsed } from './format-elapsed.ts';
import type { TickRow } from './tick-rows.ts';

export interface TickLine {
  key: Exclude<keyof TickRow, 'second' | 'warmUp'>;
  name: string;
  color: string;
  /** Filled down to zero. */
  filled?: boolean;
  dashed?: boolean;
}

interface TickChartProps {
  title: string;
  rows: readonly TickRow[];
  lines: readonly TickLine[];
  format(value: number): string;
  /** Second at which the warm-up ended; the time before is shaded. */
  warmUpEnd: number | null;
  /** Said where there is no value at all. */
  empty?: string;
}

/** The charts of one run move together. */
const syncId = 'load';

/** One quantity, or a few of the same unit, over the run. */
export function TickChart({ title, rows, lines, format, warmUpEnd, empty }: TickChartProps) {
  const drawn = lines.filter(({ key }) => rows.some((row) => row[key] !== null));
  const newest = rows.at(-1);
  return (
    <Card data-testid="tick-chart" data-title={title}>
      <CardHeader className="min-h-11">
        <CardTitle>{title}</CardTitle>
        <ChartLegend
          entries={drawn.map(({ key, name, color }) => ({ name, color, value: shown(newest?.[key], format) }))}
        />
      </CardHeader>
      <div className="relative h-44 p-3 pl-1">
        {drawn.length === 0 ? (
          <p className="flex h-full items-center justify-center px-6 text-center text-xs text-muted-foreground">
            {empty ?? 'Nothing measured yet.'}
          </p>
        ) : (
          <div role="img" aria-label={summaryOf(title, drawn, newest, format)} className="h-full">
            <ResponsiveContainer width="100%" height="100%">
              <ComposedChart
                data={rows as TickRow[]}
                syncId={syncId}
                syncMethod="value"
                margin={{ top: 6, right: 10, bottom: 0, left: 0 }}
                accessibilityLayer={false}
              >
                <CartesianGrid vertical={false} stroke="var(--border)" />
                {warmUpEnd === null ? null : (
                  <ReferenceArea x1={rows[0]?.second} x2={warmUpEnd} fill="var(--muted)" fillOpacity={0.9} />
                )}
                <XAxis
                  dataKey="second"
                  type="number"
                  domain={['dataMin', 'dataMax']}
                  tickFormatter={formatElapsed}
                  {...axisStyle}
                  minTickGap={40}
                  tickMargin={6}
                />
                <YAxis {...valueAxis} tickFormatter={format} />
                <Tooltip
                  {...tooltipStyle}
                  content={({ active, label, payload }) =>
                    active && payload.length > 0 ? (
                      <ChartTip title={formatElapsed(Number(label))} entries={payload} format={format} />
                    ) : null
                  }
                />
                {drawn.map(({ key, name, color, filled, dashed }) => {
                  const common = { dataKey: key, name, stroke: color, activeDot: { r: 3, strokeWidth: 0 } };
                  return filled ? (
                    <Area key={key} {...lineStyle} {...common} fill={color} fillOpacity={0.14} />
                  ) : (
                    <Line
                      key={key}
                      {...lineStyle}
                      {...common}
                      strokeDasharray={dashed ? '4 3' : undefined}
                      dot={rows.length === 1 ? { r: 2, fill: color } : false}
                    />
                  );
                })}
              </ComposedChart>
            </ResponsiveContainer>
          </div>
        )}
      </div>
    </Card>
  );
}

function shown(value: number | boolean | null | undefined, format: (value: number) => string): string {
  return typeof value === 'number' ? format(value) : '–';
}

function summaryOf(
  title: string,
  lines: readonly TickLine[],
  newest: TickRow | undefined,
  format: (value: number) => string,
): string {
  return `${title} over the run; last ${lines.map(({ name, key }) => `${name} ${shown(newest?.[key], format)}`).join(', ')}`;
}

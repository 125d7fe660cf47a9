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

const axis = { fontSize: 11, fill: 'var(--muted-foreground)' };
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
        <ul className="flex flex-wrap gap-x-3 text-xs text-muted-foreground">
          {drawn.map((line) => (
            <li key={line.key} className="flex items-center gap-1.5 whitespace-nowrap">
              <span className="h-[3px] w-3 rounded-full" style={{ background: line.color }} />
              {line.name}
              <span className="font-medium text-foreground tabular-nums">{shown(newest?.[line.key], format)}</span>
            </li>
          ))}
        </ul>
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
                  tick={axis}
                  tickLine={false}
                  axisLine={false}
                  minTickGap={40}
                  tickMargin={6}
                />
                <YAxis
                  width={58}
                  tick={axis}
                  tickLine={false}
                  axisLine={false}
                  tickFormatter={format}
                  domain={[0, 'auto']}
                  tickCount={4}
                />
                <Tooltip
                  isAnimationActive={false}
                  cursor={{ stroke: 'var(--input)', strokeDasharray: '3 3' }}
                  content={({ active, label, payload }) =>
                    active && payload.length > 0 ? (
                      <div className="min-w-32 rounded-lg border bg-popover px-3 py-2 text-xs shadow-pop">
                        <p className="mb-1 text-muted-foreground">{formatElapsed(Number(label))}</p>
                        {payload.map((entry) => (
                          <p key={String(entry.dataKey)} className="flex items-center gap-2 py-px">
                            <span className="h-0.5 w-2.5 rounded-full" style={{ background: entry.color }} />
                            <span className="flex-1">{entry.name}</span>
                            <span className="font-medium tabular-nums">
                              {shown(entry.value === undefined ? null : Number(entry.value), format)}
                            </span>
                          </p>
                        ))}
                      </div>
                    ) : null
                  }
                />
                {drawn.map((line) =>
                  line.filled ? (
                    <Area
                      key={line.key}
                      dataKey={line.key}
                      name={line.name}
                      stroke={line.color}
                      fill={line.color}
                      fillOpacity={0.14}
                      strokeWidth={1.5}
                      type="linear"
                      dot={false}
                      activeDot={{ r: 3, strokeWidth: 0 }}
                      isAnimationActive={false}
                      connectNulls={false}
                    />
                  ) : (
                    <Line
                      key={line.key}
                      dataKey={line.key}
                      name={line.name}
                      stroke={line.color}
                      strokeWidth={1.5}
                      strokeDasharray={line.dashed ? '4 3' : undefined}
                      type="linear"
                      dot={rows.length === 1 ? { r: 2, fill: line.color } : false}
                      activeDot={{ r: 3, strokeWidth: 0 }}
                      isAnimationActive={false}
                      connectNulls={false}
                    />
                  ),
                )}
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

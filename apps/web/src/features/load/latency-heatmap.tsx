'use client';
import type { LoadTick } from '@mcp-lab/contracts';
import { type PointerEvent, useMemo, useState } from 'react';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatCount } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatElapsed } from './format-elapsed.ts';
import { boundBelow, type Heatmap, toHeatmap } from './heatmap-cells.ts';

const maxColumns = 240;
const rowHeight = 14;

/** How many calls took how long, over the run: what percentiles hide, such as two modes or a stall, is seen here. */
export function LatencyHeatmap({ ticks }: { ticks: readonly LoadTick[] }) {
  const heatmap = useMemo(() => toHeatmap(ticks, maxColumns), [ticks]);
  const [cell, setCell] = useState<{ column: number; row: number } | null>(null);
  const { bounds, columns } = heatmap;
  const height = bounds.length * rowHeight;
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns.length);
    const row = Math.floor(((event.clientY - box.top) / box.height) * bounds.length);
    setCell(columns[column] === undefined || bounds[row] === undefined ? null : { column, row });
  };
  return (
    <Card data-testid="latency-heatmap">
      <CardHeader className="min-h-11">
        <CardTitle>Latency over time</CardTitle>
        <p className="text-xs text-muted-foreground tabular-nums" aria-live="polite">
          {cell === null ? <Legend most={heatmap.most} /> : describe(heatmap, cell)}
        </p>
      </CardHeader>
      {columns.length === 0 ? (
        <p className="px-6 py-10 text-center text-xs text-muted-foreground">No call has been answered yet.</p>
      ) : (
        <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 p-4 pb-3">
          <ol aria-hidden className="flex flex-col text-right text-2xs text-muted-foreground tabular-nums">
            {bounds.map((bound) => (
              <li key={bound} className="whitespace-nowrap" style={{ height: rowHeight, lineHeight: `${rowHeight}px` }}>
                {formatDuration(bound)}
              </li>
            ))}
          </ol>
          <svg
            role="img"
            aria-label={summaryOf(heatmap)}
            viewBox={`0 0 ${columns.length} ${bounds.length}`}
            preserveAspectRatio="none"
            className="w-full rounded-sm bg-muted/50"
            style={{ height }}
            onPointerMove={point}
            onPointerLeave={() => setCell(null)}
          >
            {columns.map((column, x) =>
              column.counts.map((count, y) =>
                count === 0 ? null : (
                  <rect
                    // Cells have no identity but their place.
                    key={`${column.to}-${bounds[y]}`}
                    x={x}
                    y={y}
                    width={1.02}
                    height={0.94}
                    fill="var(--series-1)"
                    fillOpacity={opacityOf(count, heatmap.most)}
                  />
                ),
              ),
            )}
            {cell === null ? null : (
              <rect
                x={cell.column}
                y={cell.row}
                width={1}
                height={0.94}
                fill="none"
                stroke="var(--foreground)"
                strokeWidth={1.5}
                vectorEffect="non-scaling-stroke"
              />
            )}
          </svg>
          <span />
          <p aria-hidden className="mt-1.5 flex justify-between text-2xs text-muted-foreground tabular-nums">
            <span>{formatElapsed(columns[0]?.from ?? 0)}</span>
            <span>{formatElapsed(columns.at(-1)?.to ?? 0)}</span>
          </p>
        </div>
      )}
    </Card>
  );
}

/** Logarithmic: one slow call among ten thousand has to be seen. */
function opacityOf(count: number, most: number): number {
  return most <= 1 ? 1 : 0.16 + (0.84 * Math.log(count)) / Math.log(most);
}

function Legend({ most }: { most: number }) {
  if (most === 0) return null;
  return (
    <span className="flex items-center gap-2">
      1
      <span
        className="h-2 w-20 rounded-full"
        style={{
          background:
            'linear-gradient(to right, color-mix(in oklch, var(--series-1) 16%, transparent), var(--series-1))',
        }}
      />
      {formatCount(most)} calls
    </span>
  );
}

function describe({ bounds, columns }: Heatmap, cell: { column: number; row: number }): string {
  const column = columns[cell.column];
  const bound = bounds[cell.row] ?? 0;
  const count = column?.counts[cell.row] ?? 0;
  const calls = count === 1 ? '1 call' : `${formatCount(count)} calls`;
  return `${formatElapsed(column?.to ?? 0)}: ${calls} of ${formatDuration(boundBelow(bound))} to ${formatDuration(bound)}`;
}

function summaryOf({ bounds, columns }: Heatmap): string {
  const totals = bounds.map((bound, row) => ({
    bound,
    calls: columns.reduce((sum, one) => sum + (one.counts[row] ?? 0), 0),
  }));
  const rows = totals.filter(({ calls }) => calls > 0).toReversed();
  return `Calls by latency: ${rows.map(({ bound, calls }) => `${formatCount(calls)} up to ${formatDuration(bound)}`).join(', ')}`;
}

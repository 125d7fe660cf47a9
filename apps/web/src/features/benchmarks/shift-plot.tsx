import type { MetricComparison } from '@mcp-lab/contracts';
import { formatShift } from './format-metric.ts';

const colors = {
  better: 'var(--good)',
  worse: 'var(--bad)',
  same: 'var(--notice)',
  unproved: 'var(--muted-foreground)',
} as const;

/** How far a common axis has to reach to either side, on the scale of shifts: one wild interval does not press the rest flat. */
export function shiftRange(metrics: readonly MetricComparison[]): number {
  const reach = metrics.map(({ shift, margin }) => Math.max(Math.abs(shift) * 1.6, margin * 2));
  return Math.min(2, Math.max(0.1, ...reach));
}

/** The shift with its interval, against what does not matter; an end that is cut off points outwards. */
export function ShiftPlot({ metric, range }: { metric: MetricComparison; range: number }) {
  const { shift, interval, margin, verdict, scale } = metric;
  const place = (value: number) => 50 + (Math.max(-range, Math.min(range, value)) / range) * 48;
  const [low, high] = interval;
  const color = colors[verdict];
  const text = `${formatShift(shift, scale)}, from ${low === null ? 'open' : formatShift(low, scale)} to ${high === null ? 'open' : formatShift(high, scale)}`;
  const from = place(low ?? -range);
  const to = place(high ?? range);
  return (
    <svg viewBox="0 0 100 16" preserveAspectRatio="none" className="h-4 w-full min-w-44" role="img" aria-label={text}>
      <title>{text}</title>
      <rect x={place(-margin)} width={place(margin) - place(-margin)} y={0} height={16} fill="var(--muted)" />
      <line x1={50} x2={50} y1={0} y2={16} stroke="var(--input)" strokeWidth={1} vectorEffect="non-scaling-stroke" />
      <line x1={from} x2={to} y1={8} y2={8} stroke={color} strokeWidth={2} vectorEffect="non-scaling-stroke" />
      {[from, to].map((x, index) => (
        <line
          // Low and high end.
          key={index === 0 ? 'low' : 'high'}
          x1={x}
          x2={x}
          y1={4}
          y2={12}
          stroke={color}
          strokeWidth={(index === 0 ? low : high) === null ? 0 : 1.5}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <rect x={place(shift) - 0.9} width={1.8} y={4} height={8} fill={color} />
    </svg>
  );
}

interface IntervalBarProps {
  value: number;
  interval: readonly [number, number];
  /** Ends of the axis that all bars share. */
  from: number;
  to: number;
  label: string;
}

/** A value with its interval on a common axis. */
export function IntervalBar({ value, interval, from, to, label }: IntervalBarProps) {
  const span = to - from;
  const place = (at: number) => (span === 0 ? 50 : 2 + ((at - from) / span) * 96);
  const [low, high] = interval;
  return (
    <svg viewBox="0 0 100 16" preserveAspectRatio="none" className="h-4 w-full min-w-44" role="img" aria-label={label}>
      <title>{label}</title>
      <line x1={0} x2={100} y1={8} y2={8} stroke="var(--border)" strokeWidth={1} vectorEffect="non-scaling-stroke" />
      <line
        x1={place(low)}
        x2={place(high)}
        y1={8}
        y2={8}
        stroke="var(--series-1)"
        strokeWidth={5}
        strokeOpacity={0.35}
        vectorEffect="non-scaling-stroke"
      />
      <rect x={place(value) - 0.8} width={1.6} y={3} height={10} fill="var(--series-1)" />
    </svg>
  );
}

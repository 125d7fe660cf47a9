const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** One character a value, the largest the highest; a blank where there is nothing. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(...values, 0);
  return values
    .map((value) =>
      value <= 0 ? ' ' : (bars[Math.min(bars.length - 1, Math.floor((value / most) * bars.length))] ?? '█'),
    )
    .join('');
}

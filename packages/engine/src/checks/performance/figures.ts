import { QuantileSketch } from '../../statistics/quantile-sketch.ts';

/** Milliseconds in three digits at most. */
export function showMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

export function sketchOf(values: Iterable<number>): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.record(value);
  return sketch;
}

/** `p50 1.2 ms, p90 2.0 ms, p99 9.4 ms of 50`. */
export function showPercentiles(sketch: QuantileSketch): string {
  const at = (share: number) => showMs(sketch.quantile(share) ?? 0);
  return `p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)} of ${sketch.count}`;
}

import type { Quantiles } from '@mcp-lab/contracts';
import type { QuantileSketch } from '../../statistics/quantile-sketch.ts';

/** What is shown of a distribution, to a thousandth of its unit. */
export function quantilesOf(sketch: QuantileSketch): Quantiles {
  const round = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 1000);
  return {
    count: sketch.count,
    min: round(sketch.min),
    mean: sketch.count === 0 ? null : round(sketch.sum / sketch.count),
    p50: round(sketch.quantile(0.5)),
    p90: round(sketch.quantile(0.9)),
    p95: round(sketch.quantile(0.95)),
    p99: round(sketch.quantile(0.99)),
    p999: round(sketch.quantile(0.999)),
    max: round(sketch.max),
  };
}

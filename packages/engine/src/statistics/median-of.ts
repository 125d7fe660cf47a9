import { quantileOf } from './quantile-of.ts';

/** The median of values in any order. RangeError for none. */
export function medianOf(values: readonly number[]): number {
  return quantileOf(Float64Array.from(values).sort(), 0.5);
}

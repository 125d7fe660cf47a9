/**
 * The quantile at `fraction` (0 to 1) of values that are already sorted upwards, interpolated between neighbours
 * (type 7 of Hyndman & Fan 1996, the default of R and NumPy). RangeError for an empty array or a fraction outside 0 to 1.
 */
export function quantileOf(sorted: ArrayLike<number>, fraction: number): number {
  if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`a quantile lies in 0 to 1, not at ${fraction}`);
  const position = fraction * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below];
  if (low === undefined) throw new RangeError('nothing has no quantile');
  const high = sorted[below + 1] ?? low;
  return high === low ? low : low + (high - low) * (position - below);
}

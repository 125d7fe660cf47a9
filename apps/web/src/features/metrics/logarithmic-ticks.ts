/** Ticks of a logarithmic axis: 1, 2 and 5 of each power of ten around the values, or only the powers where those were too many. */
export function logarithmicTicks(values: readonly number[]): number[] {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return [];
  const low = Math.min(...positive);
  const high = Math.max(...positive);
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, index) => 10 ** (Math.floor(Math.log10(low)) + index),
  );
  const candidates = powers.length > 4 ? powers : powers.flatMap((power) => [power, 2 * power, 5 * power]);
  const first = candidates.findLastIndex((tick) => tick <= low);
  const last = candidates.findIndex((tick) => tick >= high);
  return candidates.slice(Math.max(0, first), last + 1);
}

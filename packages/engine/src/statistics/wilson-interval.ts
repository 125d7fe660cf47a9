import { normalQuantile } from './normal-quantile.ts';

/**
 * Wilson's score interval for a share of `good` out of `total` (Wilson 1927; recommended for small and extreme counts by
 * Brown, Cai & DasGupta 2001). Without any trial it is [0, 1]. RangeError where the counts are no counts.
 */
export function wilsonInterval(good: number, total: number, confidence = 0.95): [number, number] {
  if (!(good >= 0 && good <= total)) throw new RangeError(`${good} of ${total} is no share`);
  if (total === 0) return [0, 1];
  const z = normalQuantile(0.5 + confidence / 2);
  const share = good / total;
  const weight = (z * z) / total;
  const middle = (share + weight / 2) / (1 + weight);
  const half = (z / (1 + weight)) * Math.sqrt((share * (1 - share)) / total + weight / (4 * total));
  // At the ends the formula gives exactly 0 and 1; rounding must not leave a hair.
  return [good === 0 ? 0 : Math.max(0, middle - half), good === total ? 1 : Math.min(1, middle + half)];
}

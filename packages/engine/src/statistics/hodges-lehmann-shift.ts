import { mostForExact } from './mann-whitney.ts';
import { normalQuantile } from './normal-quantile.ts';
import { quantileOf } from './quantile-of.ts';
import { rankSumDistribution } from './rank-sum-distribution.ts';

/**
 * By how much `head` lies above `base`: the median of all differences (Hodges & Lehmann 1963), with the interval that
 * holds every shift the Mann–Whitney test would not reject (Moses; Hollander & Wolfe, Nonparametric Statistical Methods,
 * section 4.3): two order statistics of the differences. Exact up to 50 values a side, at least of the confidence asked
 * for where there are ties (Noether 1967), approximated beyond. The ends are infinite where the samples are too small for
 * the confidence, as 3 and 3 are for 95 %. RangeError where a sample is empty.
 */
export function hodgesLehmannShift(
  base: readonly number[],
  head: readonly number[],
  options: { confidence?: number } = {},
): { shift: number; interval: [number, number] } {
  const differences = new Float64Array(base.length * head.length);
  let next = 0;
  for (const before of base) for (const after of head) differences[next++] = after - before;
  differences.sort();
  const rank = rankOfEnd(base.length, head.length, 1 - (options.confidence ?? 0.95));
  return {
    shift: quantileOf(differences, 0.5),
    interval: [
      differences[rank - 1] ?? Number.NEGATIVE_INFINITY,
      differences[differences.length - rank] ?? Number.POSITIVE_INFINITY,
    ],
  };
}

/** The largest rank, from 1, with at most half of `alpha` beyond it on one side; 0 where there is none. */
function rankOfEnd(base: number, head: number, alpha: number): number {
  if (Math.max(base, head) > mostForExact) {
    const deviation = Math.sqrt((base * head * (base + head + 1)) / 12);
    return Math.max(0, Math.floor((base * head) / 2 + normalQuantile(alpha / 2) * deviation));
  }
  let beyond = 0;
  let rank = 0;
  for (const share of rankSumDistribution(base, head)) {
    beyond += share;
    // A hair for the rounding of sums: 2/40 has to count as 5 %.
    if (2 * beyond > alpha + 1e-12) break;
    rank++;
  }
  return rank;
}

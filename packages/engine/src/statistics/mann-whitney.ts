import { midRanks } from './mid-ranks.ts';
import { normalTail } from './normal-tail.ts';
import { rankSumDistribution } from './rank-sum-distribution.ts';

/** Up to this many values a side the exact distribution is counted out. */
export const mostForExact = 50;

/**
 * The two-sided test of Mann and Whitney (1947) that neither sample tends to larger values. `u` counts the pairs in which
 * the value of `a` is the larger, a tie as half. Exact without ties up to 50 values a side, else by the normal
 * approximation with corrections for ties and continuity (Lehmann, Nonparametrics, 1975, section 1.4). p is 1 where a
 * sample is empty or all values are the same.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): { u: number; p: number } {
  const { ranks, tieTerm } = midRanks([...a, ...b]);
  const rankSum = ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const u = rankSum - (a.length * (a.length + 1)) / 2;
  const pairs = a.length * b.length;
  if (pairs === 0) return { u, p: 1 };
  if (tieTerm === 0 && Math.max(a.length, b.length) <= mostForExact) {
    // The distribution is symmetric: twice the smaller tail.
    const tail = rankSumDistribution(a.length, b.length).subarray(0, Math.min(u, pairs - u) + 1);
    return { u, p: Math.min(1, 2 * tail.reduce((sum, share) => sum + share, 0)) };
  }
  const count = a.length + b.length;
  const variance = (pairs / 12) * (count + 1 - tieTerm / (count * (count - 1)));
  if (variance <= 0) return { u, p: 1 };
  const distance = Math.max(0, Math.abs(u - pairs / 2) - 0.5);
  return { u, p: Math.min(1, 2 * normalTail(distance / Math.sqrt(variance))) };
}

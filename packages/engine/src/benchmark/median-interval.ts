import { normalQuantile } from '../statistics/normal-quantile.ts';

/** From here on the smallest chances are none in a double, and the normal approximation is as good. */
const many = 1_000;

/**
 * An interval that holds the median of what the values were drawn from with at least this confidence, whatever its shape:
 * two order statistics, by the sign test (Hollander & Wolfe, Nonparametric Statistical Methods, section 3.6). Undefined for
 * too few values: 95 % wants six.
 */
export function medianInterval(values: readonly number[], confidence: number): [number, number] | undefined {
  const sorted = Float64Array.from(values).sort();
  const rank = sorted.length < many ? exactRank(sorted.length, confidence) : roughRank(sorted.length, confidence);
  const low = sorted[rank - 1];
  const high = sorted[sorted.length - rank];
  return low === undefined || high === undefined ? undefined : [low, high];
}

function exactRank(count: number, confidence: number): number {
  // The chance that as many of the values lie below the median as there are before the rank.
  let share = 0.5 ** count;
  let beyond = 0;
  let rank = 0;
  while (2 * (beyond + share) <= 1 - confidence + 1e-12) {
    beyond += share;
    share *= (count - rank) / (rank + 1);
    rank++;
  }
  return rank;
}

function roughRank(count: number, confidence: number): number {
  return Math.floor(count / 2 - (normalQuantile(0.5 + confidence / 2) * Math.sqrt(count)) / 2);
}

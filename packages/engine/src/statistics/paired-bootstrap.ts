import { normalQuantile } from './normal-quantile.ts';
import { normalTail } from './normal-tail.ts';
import { quantileOf } from './quantile-of.ts';
import { signedRank } from './signed-rank.ts';
import { tQuantile } from './t-quantile.ts';

/** Base and head, measured one after the other. */
export type Pair = readonly [base: number, head: number];

export interface PairedShift {
  /** Head minus base. */
  shift: number;
  interval: [number, number];
  /** Two-sided. */
  p: number;
}

/** Beyond this many pairs drawing takes long, and the interval of the signed-rank test is as good. */
const mostDrawn = 200;

/**
 * By how much head lies above base in pairs measured one after the other. The shift is the median of the means of any two
 * differences (Hodges & Lehmann 1963). Its interval comes from drawing whole pairs with replacement (Efron 1979), as
 * expanded percentiles: plain ones are too narrow for few pairs (Hesterberg, "What Teachers Should Know About the
 * Bootstrap", American Statistician 69, 2015, section 5.3). Above 200 pairs it is that of the signed-rank
 * test (Hollander & Wolfe, Nonparametric Statistical Methods, section 3.3, large samples). p comes from turning the signs of the differences around
 * (`signedRank`), because the p of a bootstrap promises nothing for few pairs.
 *
 * The ends are infinite where the pairs are too few for the confidence: even if all agree, they do by chance in 2 of 2^n
 * cases, so 95 % wants 6 pairs. RangeError for no pair.
 */
export function pairedBootstrap(
  pairs: readonly Pair[],
  options: { random: () => number; confidence?: number; resamples?: number },
): PairedShift {
  const differences = pairs.map(([base, head]) => head - base);
  const count = differences.length;
  if (count === 0) throw new RangeError('no pair has no shift');
  const means = meansOfTwo(differences);
  const { p } = signedRank(differences);
  const once = new Int32Array(count).fill(1);
  const shift = weightedMedian(means, once, count);
  const alpha = 1 - (options.confidence ?? 0.95);
  if (2 / 2 ** count > alpha + 1e-12)
    return { shift, interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], p };
  const interval =
    count > mostDrawn ? rankInterval(means.means, count, alpha) : drawInterval(means, count, alpha, options);
  return { shift, interval, p };
}

function drawInterval(
  means: MeansOfTwo,
  count: number,
  alpha: number,
  options: { random: () => number; resamples?: number },
): [number, number] {
  const [least = 0] = means.means;
  // Where all differences are one, so are all draws.
  if (means.means.at(-1) === least) return [least, least];
  const draws = new Float64Array(options.resamples ?? 10_000);
  const times = new Int32Array(count);
  for (let draw = 0; draw < draws.length; draw++) {
    times.fill(0);
    for (let pick = 0; pick < count; pick++) {
      const index = Math.floor(options.random() * count);
      times[index] = (times[index] ?? 0) + 1;
    }
    draws[draw] = weightedMedian(means, times, count);
  }
  draws.sort();
  const tail = normalTail(Math.sqrt(count / (count - 1)) * tQuantile(1 - alpha / 2, count - 1));
  return [quantileOf(draws, tail), quantileOf(draws, 1 - tail)];
}

function rankInterval(means: Float64Array, count: number, alpha: number): [number, number] {
  const deviation = Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24);
  const rank = Math.floor(means.length / 2 + normalQuantile(alpha / 2) * deviation);
  return [means[rank - 1] ?? Number.NEGATIVE_INFINITY, means[means.length - rank] ?? Number.POSITIVE_INFINITY];
}

/** Of every two differences, each also with itself (Walsh averages): sorted, with the places of the two. */
interface MeansOfTwo {
  means: Float64Array;
  left: Int32Array;
  right: Int32Array;
}

function meansOfTwo(differences: readonly number[]): MeansOfTwo {
  const sorted = differences
    .flatMap((left, index) =>
      differences.slice(0, index + 1).map((right, other) => ({ mean: (left + right) / 2, left: index, right: other })),
    )
    .toSorted((one, two) => one.mean - two.mean);
  return {
    means: Float64Array.from(sorted, (entry) => entry.mean),
    left: Int32Array.from(sorted, (entry) => entry.left),
    right: Int32Array.from(sorted, (entry) => entry.right),
  };
}

/**
 * The median of the means where each difference was drawn so many `times`. Walking the means in their order with their
 * weights spares sorting them anew for each draw.
 */
function weightedMedian({ means, left, right }: MeansOfTwo, times: Int32Array, count: number): number {
  const half = (count * (count + 1)) / 4;
  let seen = 0;
  let lower: number | undefined;
  for (let index = 0; index < means.length; index++) {
    const one = left[index] ?? 0;
    const other = right[index] ?? 0;
    const first = times[one] ?? 0;
    const weight = one === other ? (first * (first + 1)) / 2 : first * (times[other] ?? 0);
    if (weight === 0) continue;
    seen += weight;
    const mean = means[index] ?? 0;
    if (seen > half) return lower === undefined ? mean : (lower + mean) / 2;
    if (seen === half) lower = mean;
  }
  return lower ?? 0;
}

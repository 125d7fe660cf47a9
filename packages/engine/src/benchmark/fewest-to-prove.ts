import type { CompareOptions } from './compare-options.ts';

/**
 * The fewest runs a side with which a difference can reach p <= `alpha` at all: even where every run agrees, chance does the
 * same in 2 of 2^n cases of n pairs, and in 2 of (2n over n) of n runs on either side.
 */
export function fewestToProve(method: CompareOptions['method'], alpha: number): number {
  let runs = 1;
  for (let p = 1; p > alpha; runs++) {
    p *= method === 'interleaved' ? 1 / 2 : (runs + 1) / (2 * (2 * runs + 1));
  }
  return runs;
}

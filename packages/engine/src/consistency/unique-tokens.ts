import { createSeededRandom } from '../random/seeded-random.ts';

/** A text that stands for one write, and its number. */
export interface Token {
  unique: string;
  n: number;
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/**
 * Texts of letters and digits of one length, none within another. The moment stands in them beside the seed: a store that
 * outlives the run must not know them when the run is repeated with its seed.
 */
export function createTokens(seed: number, startedAt: number): () => Token {
  const random = createSeededRandom(seed, `consistency:${startedAt}`);
  const run = Array.from({ length: 8 }, () => letters[Math.floor(random() * letters.length)]).join('');
  let count = 0;
  return () => {
    count++;
    return { unique: `lab${run}n${String(count).padStart(6, '0')}x`, n: count };
  };
}

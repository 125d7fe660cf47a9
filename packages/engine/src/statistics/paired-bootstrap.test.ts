import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeededRandom } from '../random/seeded-random.ts';
import { normalQuantile } from './normal-quantile.ts';
import { type Pair, pairedBootstrap } from './paired-bootstrap.ts';
import { signedRank } from './signed-rank.ts';
import { tQuantile } from './t-quantile.ts';

// Hollander & Wolfe, table 3.1: depression before and after; R's wilcox.test gives its one-sided p as 0.01953.
const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const depression = before.map((value, index): Pair => [after[index] ?? 0, value]);
// Darwin's plants, heights of crossed less self-fertilised: the example of scipy.stats.wilcoxon.
const darwin = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];

// Reference values: scipy.stats.wilcoxon(method='exact') and, with ties, permutation_test over all signs, 1.17.1.
test.each([
  { name: 'depression', differences: depression.map(([left, right]) => right - left), w: 40, p: 0.0390625 },
  { name: 'plants', differences: darwin, w: 96, p: 0.041259765625 },
  { name: 'ties', differences: [1, 1, 2, -2, 3, 3, 3, 4, -1, 5], w: 48.5, p: 0.03125 },
])('signed ranks: $name', ({ differences, w, p }) => {
  expect(signedRank(differences).w).toBe(w);
  expect(signedRank(differences).p).toBeCloseTo(p, 12);
});

test('zeros say nothing, and many differences are approximated close to the exact p', () => {
  expect(signedRank([0, 0, 0]).p).toBe(1);
  expect(signedRank([0, ...darwin, 0]).p).toBeCloseTo(0.041259765625, 12);
  const random = createSeededRandom(4, 'signs');
  const exact = Array.from({ length: 150 }, () => random() - 0.46);
  const { p } = signedRank(exact);
  expect(signedRank([...exact, 1e-9]).p / p).toBeCloseTo(1, 1);
});

test.each([
  [0.975, 3, 3.1824463052837078],
  [0.975, 4, 2.7764451051977934],
  [0.975, 9, 2.262157162798205],
  [0.975, 19, 2.0930240544083087],
  [0.995, 9, 3.249835541592126],
])('t at %d with %d degrees of freedom is %d', (probability, freedom, quantile) => {
  // scipy.stats.t.ppf 1.17.1
  expect(Math.abs(tQuantile(probability, freedom) / quantile - 1)).toBeLessThan(0.002);
});

test('shift of the depression data: 0.46, and the interval agrees with the p that it is not zero', () => {
  // R: wilcox.test(x, y, paired = TRUE, conf.int = TRUE) gives 0.46.
  const found = pairedBootstrap(depression, { random: createSeededRandom(1, 'test') });
  expect(found.shift).toBeCloseTo(0.46, 12);
  expect(found.p).toBeCloseTo(0.0390625, 12);
  expect(found.interval[0]).toBeGreaterThan(0);
  expect(found.interval[1]).toBeLessThan(0.952);
});

test('the same seed gives the same interval', () => {
  const once = () => pairedBootstrap(depression, { random: createSeededRandom(7, 'same'), resamples: 500 });
  expect(once()).toEqual(once());
});

test('five pairs bound nothing at 95 %, six do; no pair is refused', () => {
  const random = createSeededRandom(1, 'few');
  const pairs = [1, 2, 3, 4, 5, 6].map((value): Pair => [value, value * 2]);
  expect(pairedBootstrap(pairs.slice(0, 5), { random }).interval).toEqual([-Infinity, Infinity]);
  const six = pairedBootstrap(pairs, { random }).interval;
  expect(six[0]).toBeGreaterThanOrEqual(1);
  expect(six[1]).toBeLessThanOrEqual(6);
  expect(() => pairedBootstrap([], { random })).toThrow(RangeError);
});

test('above 200 pairs the interval goes on as it was, at a bounded cost', () => {
  const random = createSeededRandom(8, 'many');
  const pairs = Array.from({ length: 800 }, (): Pair => [random(), random() + 0.3]);
  const drawn = pairedBootstrap(pairs.slice(0, 200), { random, resamples: 1_000 });
  const ranked = pairedBootstrap(pairs.slice(0, 201), { random });
  expect(ranked.interval[0]).toBeCloseTo(drawn.interval[0], 1);
  expect(ranked.interval[1]).toBeCloseTo(drawn.interval[1], 1);
  const all = pairedBootstrap(pairs, { random });
  expect(all.interval[1] - all.interval[0]).toBeLessThan(0.65 * (ranked.interval[1] - ranked.interval[0]));
  expect(Math.abs(all.shift - 0.3)).toBeLessThan(0.05);
});

test('a constant shift is found exactly, and what all pairs share changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -9, max: 9 })), {
        minLength: 6,
        maxLength: 20,
      }),
      fc.integer({ min: -99, max: 99 }),
      (rows, shift) => {
        const constant = rows.map(([base]): Pair => [base, base + shift]);
        const found = pairedBootstrap(constant, { random: createSeededRandom(2, 'constant'), resamples: 50 });
        expect([found.shift, ...found.interval]).toEqual([shift, shift, shift]);
        const noisy = rows.map(([base, noise]): Pair => [base, base + noise]);
        const drifting = noisy.map(([base, head], index): Pair => [base + index * 1000, head + index * 1000]);
        const draw = (pairs: Pair[]) =>
          pairedBootstrap(pairs, { random: createSeededRandom(3, 'drift'), resamples: 50 });
        expect(draw(drifting)).toEqual(draw(noisy));
      },
    ),
  );
});

test('the interval holds the truth in about 95 of 100 cases, with eight pairs and with twenty', () => {
  for (const count of [8, 20]) {
    let held = 0;
    for (let seed = 0; seed < 400; seed++) {
      const random = createSeededRandom(seed, `cover ${count}`);
      const noise = () => normalQuantile(Math.max(random(), 1e-12));
      const pairs = Array.from({ length: count }, (): Pair => [noise(), 0.5 + noise()]);
      const [low, high] = pairedBootstrap(pairs, { random, resamples: 400 }).interval;
      if (low <= 0.5 && high >= 0.5) held++;
    }
    // 400 trials: three standard errors are 3.3 %.
    expect(held / 400).toBeGreaterThan(0.917);
  }
});

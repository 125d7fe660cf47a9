import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';

// The 15 p values of Benjamini & Hochberg (1995), section 4.1; adjusted by scipy.stats.false_discovery_control 1.17.1.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];
const adjusted = [
  0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645, 0.0765, 0.486,
  0.5811818181818181, 0.714875, 0.7532307692307693, 0.8132142857142857, 1,
];

test('the published example: four are finds at 5 %', () => {
  const found = benjaminiHochberg(published);
  for (const [index, value] of adjusted.entries()) expect(found[index]).toBeCloseTo(value, 12);
  expect(found.filter((p) => p <= 0.05)).toHaveLength(4);
});

test('the order given is kept', () => {
  expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.005])).toEqual([0.02, 0.04, 0.04, 0.02]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test('between the plain value and that of Bonferroni, in the same order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (values) => {
      const found = benjaminiHochberg(values);
      for (const [index, p] of values.entries()) {
        const own = found[index] ?? -1;
        expect(own).toBeGreaterThanOrEqual(p - 1e-12);
        expect(own).toBeLessThanOrEqual(Math.min(1, p * values.length) + 1e-12);
        for (const [other, q] of values.entries()) if (p < q) expect(own).toBeLessThanOrEqual(found[other] ?? 2);
      }
    }),
  );
});

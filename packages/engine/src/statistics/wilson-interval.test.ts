import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

// Reference values: scipy.stats.binomtest(...).proportion_ci(method='wilson') 1.17.1; 81 of 263, 15 of 148 and 1 of 29
// are the examples of Newcombe, Statistics in Medicine 17 (1998), table I: 0.2553-0.3662, 0.0624-0.1605, 0.0061-0.1718.
test.each([
  [0, 10, 0.95, 0, 0.27753279986288926],
  [10, 10, 0.95, 0.7224672001371109, 1],
  [81, 263, 0.95, 0.2552885198782742, 0.36620957698280004],
  [15, 148, 0.95, 0.06238639953073629, 0.16048724172330803],
  [1, 29, 0.95, 0.006113214292762667, 0.17175521879320282],
  [50, 100, 0.99, 0.37527962504483986, 0.6247203749551602],
])('%d of %d at %d', (good, total, confidence, low, high) => {
  const found = wilsonInterval(good, total, confidence);
  expect(found[0]).toBeCloseTo(low, 12);
  expect(found[1]).toBeCloseTo(high, 12);
});

test('holds the share, stays in 0 to 1 and mirrors', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(5_000), fc.double({ min: 0.5, max: 0.999, noNaN: true }), (good, bad, level) => {
      const [low, high] = wilsonInterval(good, good + bad, level);
      const share = good / Math.max(1, good + bad);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(share + 1e-12);
      expect(high).toBeGreaterThanOrEqual(share - 1e-12);
      const mirror = wilsonInterval(bad, good + bad, level);
      expect(mirror[0]).toBeCloseTo(1 - high, 12);
    }),
  );
});

test('nothing tried is nothing known, and what is no share is refused', () => {
  expect(wilsonInterval(0, 0, 0.95)).toEqual([0, 1]);
  expect(() => wilsonInterval(3, 2, 0.95)).toThrow(RangeError);
  expect(() => wilsonInterval(-1, 2, 0.95)).toThrow(RangeError);
});

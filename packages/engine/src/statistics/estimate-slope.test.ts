import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../random/seeded-random.ts';
import { estimateSlope } from './estimate-slope.ts';
import { normalQuantile } from './normal-quantile.ts';

const pointsOf = (xs: readonly number[], ys: readonly number[]) => xs.map((x, index) => ({ x, y: ys[index] ?? 0 }));
const coordinate = fc.integer({ min: -1000, max: 1000 });
const cloud = fc.array(fc.record({ x: coordinate, y: coordinate }), { maxLength: 40 });

// Reference values: scipy.stats.theilslopes 1.17.1.
test.each([
  {
    xs: [1, 2, 3, 4, 10, 12, 18],
    ys: [9, 15, 19, 20, 45, 55, 78],
    level: 0.95,
    slope: 4,
    low: 3.7142857142857144,
    high: 4.375,
  },
  { xs: [1, 2, 3, 4, 10, 12, 18], ys: [9, 15, 19, 20, 45, 55, 78], level: 0.99, slope: 4, low: 2.5, high: 5 },
  { xs: [0, 10, 20, 30, 40], ys: [1, 1.2, 1.9, 2.2, 2.1], level: 0.95, slope: 0.03, low: -0.01, high: 0.07 },
  {
    xs: [1, 1, 2, 2, 2, 3, 4, 5, 5, 6, 7, 8],
    ys: [2.31, 1.02, 3.77, 2.9, 4.11, 5.2, 4.8, 7.15, 6.6, 8.04, 7.7, 9.9],
    level: 0.95,
    slope: 1.0842857142857143,
    low: 0.9166666666666666,
    high: 1.4166666666666667,
  },
])('agrees with SciPy: $xs at $level', ({ xs, ys, level, slope, low, high }) => {
  const found = estimateSlope(pointsOf(xs, ys), { confidence: level });
  expect(found?.slope).toBeCloseTo(slope, 12);
  expect(found?.interval[0]).toBeCloseTo(low, 12);
  expect(found?.interval[1]).toBeCloseTo(high, 12);
  expect(found?.count).toBe(xs.length);
});

test('too few points, or all at one x, tell nothing', () => {
  expect(estimateSlope([])).toBeUndefined();
  expect(estimateSlope(pointsOf([1, 2, 3, 4], [1, 2, 3, 4]))).toBeUndefined();
  expect(estimateSlope(pointsOf([3, 3, 3, 3, 3, 3], [1, 2, 3, 4, 5, 6]))).toBeUndefined();
  expect(estimateSlope(pointsOf([1, 2, 3, 4, Number.NaN], [1, 2, 3, 4, 5]))).toBeUndefined();
});

test('what never changes has a slope of exactly zero', () => {
  expect(estimateSlope(pointsOf([1, 2, 3, 4, 5, 6], [7, 7, 7, 7, 7, 7]))).toMatchObject({ slope: 0, interval: [0, 0] });
});

test('a line is found whatever the order and a quarter of wild points', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.array(fc.tuple(coordinate, fc.constantFrom(-1e6, 1e6)), { maxLength: 8 }),
      fc.integer(),
      (slope, wild, seed) => {
        const random = createSeededRandom(seed, 'order');
        const line = Array.from({ length: 30 }, (_, index) => ({ x: index, y: slope * index + 5 }));
        const all = [...line, ...wild.map(([x, y]) => ({ x, y }))].map((point) => ({ point, key: random() }));
        const shuffled = all.toSorted((left, right) => left.key - right.key).map((entry) => entry.point);
        expect(estimateSlope(shuffled)?.slope).toBeCloseTo(slope, 9);
      },
    ),
  );
});

test('turns with its data: shifts change nothing, a steeper tilt adds itself, a mirror swaps the ends', () => {
  fc.assert(
    fc.property(cloud, coordinate, coordinate, (points, shift, tilt) => {
      const found = estimateSlope(points);
      const moved = estimateSlope(points.map(({ x, y }) => ({ x: x + shift, y: y + shift + tilt * x })));
      const mirrored = estimateSlope(points.map(({ x, y }) => ({ x, y: -y })));
      if (found === undefined) {
        expect([moved, mirrored]).toEqual([undefined, undefined]);
        return;
      }
      expect(found.interval[0]).toBeLessThanOrEqual(found.slope);
      expect(found.interval[1]).toBeGreaterThanOrEqual(found.slope);
      expect(moved?.slope).toBeCloseTo(found.slope + tilt, 6);
      expect(moved?.interval[0]).toBeCloseTo(found.interval[0] + tilt, 6);
      expect(mirrored?.interval[0]).toBeCloseTo(-found.interval[1], 9);
    }),
  );
});

describe('the interval of noisy points', () => {
  const noisy = (seed: number, size: number, slope: number) => {
    const random = createSeededRandom(seed, 'noise');
    const noise = () => normalQuantile(Math.max(random(), 1e-9));
    return Array.from({ length: size }, (_, index) => ({ x: index, y: slope * index + noise() }));
  };
  const covered = (size: number, runs: number) => {
    const holds = Array.from({ length: runs }, (_, seed) => {
      const [low, high] = estimateSlope(noisy(seed, size, 0.01))?.interval ?? [1, 1];
      return low <= 0.01 && high >= 0.01;
    });
    return holds.filter(Boolean).length / runs;
  };

  // 1,000 trials of a 95 % interval: four standard errors are 2.8 %.
  test('holds the truth in 95 of 100 cases', () => {
    expect(covered(20, 1_000)).toBeGreaterThan(0.922);
    expect(covered(20, 1_000)).toBeLessThan(0.978);
  });

  test('holds it too where points were folded together, at a bounded cost', () => {
    expect(covered(1_500, 60)).toBeGreaterThan(0.83);
    const many = estimateSlope(noisy(1, 100_000, 0.01));
    expect(many?.count).toBe(100_000);
    expect(many?.slope).toBeCloseTo(0.01, 5);
  });
});

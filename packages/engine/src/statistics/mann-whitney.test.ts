import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hodgesLehmannShift } from './hodges-lehmann-shift.ts';
import { mannWhitney } from './mann-whitney.ts';
import { medianOf } from './median-of.ts';

// Hollander & Wolfe, Nonparametric Statistical Methods, table 4.1: permeability of placental membranes.
const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const earlier = [1.15, 0.88, 0.9, 0.74, 1.21];
const even = Array.from({ length: 30 }, (_, index) => 2 * index);

// p values: scipy.stats.mannwhitneyu 1.17.1, two-sided. The second is the example of its documentation; the first is the
// example of R's wilcox.test, whose one-sided p is 0.1272.
test.each([
  { name: 'permeability', a: atTerm, b: earlier, u: 35, p: 0.2544122544122544 },
  { name: 'males and females', a: [19, 22, 16, 29, 24], b: [20, 11, 17, 12], u: 17, p: 0.1111111111111111 },
  { name: 'apart', a: [1, 2, 3, 4, 5, 6], b: [7, 8, 9, 10, 11, 12], u: 0, p: 0.0021645021645021645 },
  { name: 'thirty a side', a: even, b: even.map((value) => value + 11), u: 300, p: 0.02633196030257917 },
  { name: 'many ties', a: [1, 1, 2, 2, 3, 3, 3, 4], b: [2, 3, 3, 4, 4, 5, 5, 5], u: 11, p: 0.027303402992194328 },
  {
    name: 'one tie',
    a: [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
    b: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    u: 58,
    p: 0.13291945818531892,
  },
])('test: $name', ({ a, b, u, p }) => {
  const found = mannWhitney(a, b);
  expect(found.u).toBe(u);
  expect(found.p).toBeCloseTo(p, 12);
});

// Shift and interval of the permeability data as Hollander & Wolfe, section 4.3, give them (0.305; -0.15 to 0.76 at 95 %);
// the others by counting out the distribution with SciPy.
test.each([
  { base: earlier, head: atTerm, level: 0.95, shift: 0.305, low: -0.15, high: 0.76 },
  { base: atTerm, head: earlier, level: 0.9, shift: -0.305, low: -0.72, high: 0.08 },
  { base: [1, 2, 3, 4], head: [5, 6.5, 8, 11], level: 0.95, shift: 4.75, low: 1, high: 10 },
  { base: [19, 22, 16, 29, 24], head: [20, 11, 17, 12], level: 0.95, shift: -7, low: -17, high: 1 },
])('shift and interval: $base', ({ base, head, level, shift, low, high }) => {
  const found = hodgesLehmannShift(base, head, { confidence: level });
  expect(found.shift).toBeCloseTo(shift, 12);
  expect(found.interval[0]).toBeCloseTo(low, 12);
  expect(found.interval[1]).toBeCloseTo(high, 12);
});

test('three a side bound nothing at 95 %, and nothing has no shift', () => {
  expect(hodgesLehmannShift([1, 2, 3], [5, 6.5, 8])).toEqual({ shift: 4.5, interval: [-Infinity, Infinity] });
  expect(() => hodgesLehmannShift([], [1])).toThrow(RangeError);
  expect(mannWhitney([], [1]).p).toBe(1);
  expect(mannWhitney([2, 2, 2], [2, 2]).p).toBe(1);
});

const sample = (max: number) => fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 4, maxLength: max });

test('both sides swapped: the same p, the shift turned around', () => {
  fc.assert(
    fc.property(sample(60), sample(60), (a, b) => {
      const [there, back] = [mannWhitney(a, b), mannWhitney(b, a)];
      expect(there.p).toBeCloseTo(back.p, 10);
      expect(there.u + back.u).toBe(a.length * b.length);
      const [forth, home] = [hodgesLehmannShift(a, b), hodgesLehmannShift(b, a)];
      expect(forth.shift).toBeCloseTo(-home.shift, 10);
      expect(forth.interval[0]).toBeCloseTo(-home.interval[1], 10);
    }),
  );
});

test('a shift of all is found as that shift, inside its interval', () => {
  fc.assert(
    fc.property(sample(20), fc.integer({ min: -50, max: 50 }), (values, shift) => {
      const found = hodgesLehmannShift(
        values,
        values.map((value) => value + shift),
      );
      expect(found.shift).toBe(shift);
      expect(found.interval[0]).toBeLessThanOrEqual(shift);
      expect(found.interval[1]).toBeGreaterThanOrEqual(shift);
    }),
  );
});

test('without ties the interval leaves zero out just where the test rejects at the same level', () => {
  const distinct = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 24 });
  fc.assert(
    fc.property(distinct, fc.integer({ min: 4, max: 6 }), (values, cut) => {
      const [a, b] = [values.slice(0, cut), values.slice(cut)];
      const [low, high] = hodgesLehmannShift(a, b).interval;
      expect(low > 0 || high < 0).toBe(mannWhitney(a, b).p <= 0.05 + 1e-12);
    }),
  );
});

test('what is all larger is all larger, however many', () => {
  fc.assert(
    fc.property(sample(70), sample(70), (a, b) => {
      const above = b.map((value) => value + 1_000);
      expect(mannWhitney(a, above).u).toBe(0);
      expect(hodgesLehmannShift(a, above).shift).toBeGreaterThanOrEqual(400);
      expect(mannWhitney(a, above).p).toBeLessThanOrEqual(0.031);
      expect(medianOf(above)).toBeGreaterThan(medianOf(a));
    }),
  );
});

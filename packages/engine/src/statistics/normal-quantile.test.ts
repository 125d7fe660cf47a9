import { expect, test } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';
import { normalTail } from './normal-tail.ts';

// Reference values: scipy.stats.norm.ppf 1.17.1.
test.each([
  [0.5, 0],
  [0.9, 1.2815515655446004],
  [0.95, 1.6448536269514722],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
  [0.9995, 3.2905267314919255],
  [1e-6, -4.753424308822899],
  [0.02425, -1.972961051311885],
])('the quantile at %d is %d', (probability, quantile) => {
  expect(normalQuantile(probability)).toBeCloseTo(quantile, 13);
});

// Reference values: scipy.stats.norm.cdf 1.17.1.
test.each([
  [-3, 0.0013498980316300933],
  [-1.96, 0.024997895148220435],
  [-1, 0.15865525393145707],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1.96, 0.9750021048517795],
  [-6, 9.865876450376946e-10],
])('below %d lies %d', (z, share) => {
  expect(normalTail(-z) / share).toBeCloseTo(1, 12);
});

test('quantile and tail undo each other', () => {
  for (let power = 1; power < 300; power += 7) {
    const probability = 10 ** -power;
    expect(normalTail(-normalQuantile(probability)) / probability).toBeCloseTo(1, 10);
  }
});

test('the ends are infinite, past them is nothing', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect(() => normalQuantile(1.01)).toThrow(RangeError);
  expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
});

import { expect, test } from 'vitest';
import { logarithmicTicks } from './logarithmic-ticks.ts';

test('the ticks enclose the values', () => {
  expect(logarithmicTicks([3.2, 44, 700])).toEqual([2, 5, 10, 20, 50, 100, 200, 500, 1000]);
  expect(logarithmicTicks([1, 10])).toEqual([1, 2, 5, 10]);
});

test('over many powers of ten only the powers are left', () => {
  expect(logarithmicTicks([0.4, 90_000])).toEqual([0.1, 1, 10, 100, 1000, 10_000, 100_000]);
});

test('values below a millisecond and nothing at all', () => {
  expect(logarithmicTicks([0.03, 0.4])[0]).toBeCloseTo(0.02);
  expect(logarithmicTicks([0])).toEqual([]);
});

import { expect, test } from 'vitest';
import { reconnectDelayMs } from './reconnect-delay.ts';

test('the wait doubles, up to half a minute', () => {
  expect([1, 2, 3, 20].map((failures) => reconnectDelayMs(failures, 1))).toEqual([500, 1000, 2000, 30_000]);
});

test('the upper half of it is random', () => {
  expect(reconnectDelayMs(3, 0)).toBe(1000);
  expect(reconnectDelayMs(3, 0.5)).toBe(1500);
});

import { expect, test } from 'vitest';
import { clampViewport, panViewport, revealInViewport, timeTicks, zoomViewport } from './viewport.ts';

const whole = { startNs: 0, endNs: 1_000_000 };

test('zooming keeps what is under the pointer where it is, and never leaves the run', () => {
  expect(zoomViewport(whole, 0.5, 500_000, whole)).toEqual({ startNs: 250_000, endNs: 750_000 });
  expect(zoomViewport({ startNs: 250_000, endNs: 750_000 }, 4, 500_000, whole)).toEqual(whole);
  const deep = zoomViewport(whole, 1e-9, 500_000, whole);
  expect(deep.endNs - deep.startNs).toBe(20_000);
});

test('panning stops at the ends', () => {
  expect(panViewport({ startNs: 0, endNs: 100_000 }, -50_000, whole)).toEqual({ startNs: 0, endNs: 100_000 });
  expect(panViewport({ startNs: 0, endNs: 100_000 }, 2_000_000, whole)).toEqual({ startNs: 900_000, endNs: 1_000_000 });
});

test('what is in view stays; what is not is brought into its middle', () => {
  const view = { startNs: 0, endNs: 100_000 };
  expect(revealInViewport(view, 10, 20, whole)).toBe(view);
  expect(revealInViewport(view, 500_000, 500_000, whole)).toEqual({ startNs: 450_000, endNs: 550_000 });
});

test('a run of no length can still be drawn', () => {
  const none = { startNs: 5, endNs: 5 };
  expect(clampViewport(none, none)).toEqual({ startNs: 5, endNs: 20_005 });
});

test('ticks are round and told apart', () => {
  const labels = (endNs: number) => timeTicks({ startNs: 0, endNs }, 0, 4).map(({ label }) => label);
  expect(labels(1_000_000)).toEqual(['0.0 ms', '0.5 ms', '1.0 ms']);
  expect(labels(20_000_000_000)).toEqual(['0 s', '5 s', '10 s', '15 s', '20 s']);
  expect(labels(40_000)).toEqual(['0 µs', '10 µs', '20 µs', '30 µs', '40 µs']);
});

import { expect, test } from 'vitest';
import { createSeededRandom } from '../random/seeded-random.ts';
import { createNamer, createPicker, type MixedCall } from './load-mix.ts';

const call = (name: string, weight: number): MixedCall => ({ name, method: 'm', params: {}, headers: {}, weight });

test('calls are drawn by their weights, and the same seed draws the same', () => {
  const calls = [call('a', 1), call('b', 3), call('c', 0.5)];
  const draw = (seed: number) => {
    const pick = createPicker(calls, createSeededRandom(seed, 'mix'));
    return Array.from({ length: 9_000 }, () => pick().name);
  };
  const drawn = draw(7);
  expect(draw(7)).toEqual(drawn);
  expect(draw(8)).not.toEqual(drawn);
  const count = (name: string) => drawn.filter((one) => one === name).length;
  expect(count('a') / 2_000).toBeCloseTo(1, 0);
  expect(count('b') / 6_000).toBeCloseTo(1, 0);
  expect(count('c') / 1_000).toBeCloseTo(1, 0);
});

test('a name with a hole tells calls apart', () => {
  const nameOf = createNamer(call('item $n of $vu', 1));
  expect([0, 1].map((n) => nameOf({ n, vu: 2 }))).toEqual(['item 0 of 2', 'item 1 of 2']);
  expect(createNamer(call('$nothing', 1))({ n: 1, vu: 1 })).toBe('$nothing');
});

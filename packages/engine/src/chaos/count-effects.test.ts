import { expect, test } from 'vitest';
import { countEffects } from './count-effects.ts';

test.each([
  ['a counter', 'count: 4', 'count: 5', 'count: 6', 1],
  ['a counter, twice', 'count: 4', 'count: 5', 'count: 7', 2],
  ['a counter that was not moved', 'count: 4', 'count: 5', 'count: 5', 0],
  ['a balance', 'left: 100', 'left: 90', 'left: 70', 2],
  ['a list', '', 'one note', 'one note, two note', 1],
  ['a list of lines', 'a\n', 'a\nb\n', 'a\nb\nc\nc\n', 2],
  ['nothing', 'same', 'same', 'same', undefined],
])('%s', (_title, before, once, then, expected) => {
  expect(countEffects(before, once, then)).toBe(expected);
});

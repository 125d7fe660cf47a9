import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { checks } from './registry.ts';

const listed = Object.values(catalogue).flat();
test('the catalogue names each requirement once', () => {
  expect(listed).toHaveLength(454);
  expect(new Set(listed).size).toBe(454);
});

test('no check is outside the catalogue, and none is there twice', () => {
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id) => !listed.includes(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every requirement of the catalogue is a check', () => {
  const built = new Set(checks.map(({ id }) => id));
  expect(listed.filter((id) => !built.has(id))).toEqual([]);
});

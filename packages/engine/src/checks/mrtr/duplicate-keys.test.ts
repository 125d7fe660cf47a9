import { expect, test } from 'vitest';
import { duplicateKeys } from './duplicate-keys.ts';

test('finds a name that one object has twice, and where', () => {
  expect(duplicateKeys('{"result": {"inputRequests": {"a": 1, "b": {}, "a": 2}}}')).toEqual(['result.inputRequests.a']);
});

test('knows a name by what it means, not by how it is written', () => {
  expect(duplicateKeys('{"a": 1, "\\u0061": 2}')).toEqual(['a']);
});

test('lets the same name pass in different objects and in strings', () => {
  expect(duplicateKeys('[{"a": "{\\"b\\": 1, \\"b\\": 2}"}, {"a": {"a": 1}}]')).toEqual([]);
});

import { expect, test } from 'vitest';
import { indentJson } from './indent-json.ts';

test('tokens stay as they were sent', () => {
  const text = '{"n":12345678901234567890,"e":1e400,"n":1.0,"s":"\\u202e{,}:[\\"]","a":[ ],"o":{ }}';
  const indented = indentJson(text);
  expect(indented).toContain('12345678901234567890');
  expect(indented).toContain('1e400');
  expect(indented?.match(/"n"/g)).toHaveLength(2);
  expect(indented).toContain('"\\u202e{,}:[\\"]"');
  expect(indented).toContain('"a": []');
  expect(indented).toContain('"o": {}');
});

test('the layout is that of JSON.stringify', () => {
  const value = { a: [1, { b: null }, [true, 'x: y, z']], c: {}, d: [] };
  expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
});

test.each(['', 'hello', '{"a":1', '{} {}'])('%j is not JSON', (text) => {
  expect(indentJson(text)).toBeNull();
});

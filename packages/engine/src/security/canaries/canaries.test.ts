import { describe, expect, test } from 'vitest';
import { createTokenMaker } from './create-token.ts';
import { createCanarySearch } from './find-canary.ts';

const value = createTokenMaker(1)('test');

test('a word is the same for the same seed, and another for another label', () => {
  expect(createTokenMaker(1)('test')).toBe(value);
  expect(createTokenMaker(2)('test')).not.toBe(value);
  expect(createTokenMaker(1)('other')).not.toBe(value);
  expect(value).toMatch(/^cnry[a-z0-9]{20}$/);
});

describe('a canary is found', () => {
  const search = createCanarySearch(value);
  test.each([
    ['as it is', (text: string) => text],
    ['reversed', (text: string) => [...text].reverse().join('')],
    ['in hexadecimal', (text: string) => Buffer.from(text).toString('hex')],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in base64', (text: string) => Buffer.from(text).toString('base64url')],
    ['URL-encoded', (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&')],
  ])('%s, at any place in a longer text', (how, encode) => {
    for (const before of ['', 'x', '{"', '{"a":"', 'some longer text ']) {
      expect(search(encode(`${before}${value}"} and so on`)), before).toBe(how);
    }
  });

  test('and not where it is not', () => {
    expect(search(`${value.slice(0, -1)} ${Buffer.from('something else').toString('base64')}`)).toBeUndefined();
  });
});

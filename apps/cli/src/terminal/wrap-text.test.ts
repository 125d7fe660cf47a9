import { expect, test } from 'vitest';
import { wrapText } from './wrap-text.ts';

test('lines fit and are indented like the first', () => {
  expect(wrapText('one two three four five six', 24, 4)).toBe('one two three four\n    five six');
});

test('a word that is too long stays whole, so that it can be copied', () => {
  const url = 'https://example.com/a/very/long/address';
  expect(wrapText(`see ${url} there`, 24, 4)).toBe(`see\n    ${url}\n    there`);
});

test('no text is lost', () => {
  const text = 'expected error -32602;  got  nothing';
  expect(wrapText(text, 30, 7).replaceAll(/\n +/g, ' ')).toBe(text);
});

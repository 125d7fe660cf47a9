import { expect, test } from 'vitest';
import { escapePeerText } from './escape-peer-text.ts';

test.each([
  ['\u001b[31mred\u001b[0m', '\\e[31mred\\e[0m'],
  ['\u009b31m', '\\x9b31m'],
  ['\u001bPq payload\u001b\\', '\\ePq payload\\e\\'],
  ['ok\rfake', 'ok\\rfake'],
  ['pass\b\b\b\bfail', 'pass\\x08\\x08\\x08\\x08fail'],
  ['a\u202egnp.exe', 'a\\u{202e}gnp.exe'],
  ['a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
  ['zero\u200bwidth\u200d\ufeff', 'zero\\u{200b}width\\u{200d}\\u{feff}'],
  ['hidden \u{e0041}\u{e0042}', 'hidden \\u{e0041}\\u{e0042}'],
  ['variation \ufe0f', 'variation \\u{fe0f}'],
  ['line\u2028break', 'line\\u{2028}break'],
  ['lone \ud800 surrogate', 'lone \\u{d800} surrogate'],
  ['two\nlines\tand a tab', 'two\\nlines\\tand a tab'],
])('%j is written out', (text, shown) => {
  expect(escapePeerText(text)).toBe(shown);
});

test('ordinary text of any script stays as it is', () => {
  const text = 'Grüße, 你好, שלום, 🚀 and C:\\path';
  expect(escapePeerText(text)).toBe(text);
});

test('lines may stay, everything else is still written out', () => {
  expect(escapePeerText('a\nb\tc\u001b', { keepLines: true })).toBe('a\nb\tc\\e');
});

test('a long text is cut and says by how much', () => {
  expect(escapePeerText('x'.repeat(5_000), { maxLength: 10 })).toBe('xxxxxxxxxx… (4990 more characters)');
});

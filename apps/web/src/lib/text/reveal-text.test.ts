import { expect, test } from 'vitest';
import { revealText } from './reveal-text.ts';

const shown = (text: string) =>
  revealText(text)
    .map((segment) => (segment.hidden ? `[${segment.text}]` : segment.text))
    .join('');

test.each([
  ['right-to-left override', 'a\u202eb', 'a[\\u202e]b'],
  ['isolates', '\u2066x\u2069', '[\\u2066]x[\\u2069]'],
  ['zero-width characters', 'ad\u200bmin\ufeff', 'ad[\\u200b]min[\\ufeff]'],
  ['terminal escapes', '\u001b[31m', '[\\x1b][31m'],
  ['carriage return and NUL', 'a\r\0', 'a[\\x0d][\\x00]'],
  ['C1 controls', '\u0085', '[\\x85]'],
  ['tag characters', 'x\u{e0041}\u{e007f}', 'x[\\u{e0041}][\\u{e007f}]'],
  ['variation selectors', 'a\ufe0f\u{e0100}', 'a[\\ufe0f][\\u{e0100}]'],
  ['odd spaces', 'a\u00a0b\u3000', 'a[\\xa0]b[\\u3000]'],
  ['soft hyphen', 'pass\u00adword', 'pass[\\u00ad]word'],
  ['line separators', 'a\u2028b', 'a[\\u2028]b'],
  ['lone surrogates', 'a\ud800b', 'a[\\ud800]b'],
  ['letters that look empty', 'a\u3164b', 'a[\\u3164]b'],
])('%s are shown as escapes', (_name, text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('ordinary text of any script, tabs and line feeds stay', () => {
  const text = 'Grüße,\t世界\nمرحبا 👍 <script>';
  expect(revealText(text)).toEqual([{ text, hidden: false, at: 0 }]);
});

test('nothing of the visible text is lost and positions are unique', () => {
  const segments = revealText('\u202e\u202ea\u200b');
  expect(new Set(segments.map((segment) => segment.at)).size).toBe(segments.length);
  expect(revealText('')).toEqual([]);
});

import { expect, test } from 'vitest';
import { hexDump } from './hex-dump.ts';

test('bytes stand in rows of sixteen, with what can be read beside them', () => {
  const bytes = new Uint8Array([...new TextEncoder().encode('{"a":"ä"}'), 0, 255, 1, 2, 3, 4, 5]);
  expect(hexDump(bytes, 100)).toBe(
    [
      '00000000  7b 22 61 22 3a 22 c3 a4 22 7d 00 ff 01 02 03 04  |{"a":".."}......|',
      `00000010  05${' '.repeat(45)}  |.|`,
    ].join('\n'),
  );
});

test('what is left out is counted', () => {
  expect(hexDump(new Uint8Array(20), 16)).toMatch(/… 4 more bytes$/);
  expect(hexDump(new Uint8Array(0), 16)).toBe('');
});

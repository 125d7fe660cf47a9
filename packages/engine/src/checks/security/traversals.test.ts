import { expect, test } from 'vitest';
import { mistype } from './mistype.ts';
import { looksOutside, traversals } from './traversals.ts';

test('where nothing is a file or a template there is no way out', () => {
  expect(traversals(['lab://about'], ['lab://fixed'])).toEqual([]);
  expect(traversals(['file:///lab/a.txt'], [])).toContain('file:///lab/../../../../../../../../etc/passwd');
  expect(traversals([], ['lab://notes/{name}'])).toContain('lab://notes/..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd');
});

test('what was read is outside when it looks like the file that was aimed at', () => {
  const read = (text: string) => ({ contents: [{ uri: 'x', text }] });
  expect(looksOutside(read('root:x:0:0:root:/root:/bin/sh'), 'lab://notes/x')).toBe(true);
  expect(looksOutside(read('Good day, ../../etc/passwd.'), 'lab://notes/x')).toBe(false);
  expect(looksOutside({ contents: [] }, 'file:///etc/passwd')).toBe(false);
});

test('the first required argument with a type gets a value of another', () => {
  const schema = { properties: { on: { type: 'boolean' }, count: { type: 'integer' } }, required: ['count'] };
  expect(mistype(schema, { count: 3 })?.arguments).toEqual({ count: 'mcp-lab is no number' });
  expect(mistype({ properties: { any: {} } }, {})).toBeUndefined();
});

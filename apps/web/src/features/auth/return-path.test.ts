import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test('a path of this site is returned to, with its query', () => {
  expect(returnPath(`?next=${encodeURIComponent('/runs/r1?verdict=fail')}`)).toBe('/runs/r1?verdict=fail');
});

test.each([
  '',
  '?next=https://evil.example',
  '?next=//evil.example/x',
  '?next=/\\evil.example',
  '?next=javascript:alert(1)',
])('%j leads to the overview', (search) => {
  expect(returnPath(search)).toBe('/');
});

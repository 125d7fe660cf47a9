import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patternArbitrary } from './pattern-arbitrary.ts';

test.each([
  '^[a-z0-9-]+$',
  '^\\d{4}-\\d{2}-\\d{2}$',
  '^(?:foo|bar)[A-F]{2,3}$',
  '^(?<year>\\d+)$',
  '[^ -~]',
  '^[^\\s@]+@[^\\s@]+$',
  '^\\p{L}+$',
  '^\\u{1f600}\\x41\\u0042$',
  '^[\\w.-]*?\\/$',
  '^a{2}|b{3,}$',
  '{not a quantifier}',
  '^[]$|^x$',
  '.',
])('strings match %s', (pattern) => {
  const arbitrary = patternArbitrary(pattern);
  if (arbitrary === undefined) throw new Error('not supported');
  const expression = new RegExp(pattern, pattern.includes('{not') || pattern.includes('[]') ? '' : 'u');
  for (const text of fc.sample(arbitrary, { seed: 3, numRuns: 50 })) expect(text).toMatch(expression);
});

test.each([
  '(?=a)',
  '(?<!a)b',
  '(a)\\1',
  '(?i:a)',
  '\\p{Script=Greek}',
  '[b-a]',
  '*',
  '(',
  '[a',
  'a{100000}{100000}',
  '[^\\d\\D]',
])('gives up on %s', (pattern) => {
  expect(patternArbitrary(pattern)).toBeUndefined();
});

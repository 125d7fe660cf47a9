import { describe, expect, test } from 'vitest';
import { parseChallenges } from './parse-challenges.ts';

const read = (header: string) => {
  const parsed = parseChallenges(header);
  return typeof parsed === 'string'
    ? parsed
    : parsed.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
};

describe('a WWW-Authenticate header', () => {
  test('may hold a scheme alone, parameters, and several challenges', () => {
    expect(read('Bearer')).toEqual([['bearer', {}]]);
    expect(read('Bearer realm="a, \\"b\\"", scope="x y",error=invalid_token')).toEqual([
      ['bearer', { realm: 'a, "b"', scope: 'x y', error: 'invalid_token' }],
    ]);
    expect(read('Basic realm="a", Bearer resource_metadata = "https://a.example/x", Negotiate YWJj=')).toEqual([
      ['basic', { realm: 'a' }],
      ['bearer', { resource_metadata: 'https://a.example/x' }],
      ['negotiate', {}],
    ]);
  });

  test.each([
    ['', /empty/],
    ['Bearer realm="a" scope="b"', /no comma/],
    ['Bearer resource_metadata=https://a.example/x', /no comma/],
    ['realm="a"', /before any scheme/],
    ['Bearer scope=@', /neither/],
    ['Bearer a="1", a="2"', /twice/],
  ])('is refused as %s', (header, why) => {
    expect(read(header)).toMatch(why);
  });
});

import { expect, test } from 'vitest';
import { parsePairLines } from './parse-pair-lines.ts';

test('lines of a .env file become pairs', () => {
  expect(parsePairLines('A=1\n# no=comment\nexport B="two words"\r\nC=a=b\nnonsense', '=')).toEqual([
    { name: 'A', value: '1' },
    { name: 'B', value: 'two words' },
    { name: 'C', value: 'a=b' },
  ]);
});

test('lines of a request become headers', () => {
  expect(parsePairLines('Authorization: Bearer x:y', ':')).toEqual([{ name: 'Authorization', value: 'Bearer x:y' }]);
});

test('a plain name is no pair', () => {
  expect(parsePairLines('API_KEY', '=')).toEqual([]);
});

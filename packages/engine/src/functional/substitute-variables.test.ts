import type { JsonValue } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { escapeVariables, substituteVariables, variablesIn } from './substitute-variables.ts';

const variables = new Map<string, JsonValue>([
  ['n', 3],
  ['list', [1, { a: null }]],
  ['s', 'x'],
]);

test.each<[JsonValue, JsonValue]>([
  ['${n}', 3],
  ['${list}', [1, { a: null }]],
  ['a ${n} ${s} ${list}', 'a 3 x [1,{"a":null}]'],
  [
    { a: ['${s}'], '${n}': true },
    { a: ['x'], '${n}': true },
  ],
  ['$${n}', '${n}'],
  ['$n $ {n} ${1}', '$n $ {n} ${1}'],
  [7, 7],
])('%j becomes %j', (written, value) => expect(substituteVariables(written, variables)).toEqual(value));

test('a name nobody saved is named', () => {
  expect(() => substituteVariables({ a: 'x ${gone}' }, variables)).toThrow('no earlier step has saved gone');
});

test('what is escaped comes back as it was, and asks for nothing', () => {
  const value = { a: ['${n}', 'b ${s} $${x} ${'] };
  expect(substituteVariables(escapeVariables(value), variables)).toEqual(value);
  expect(variablesIn(escapeVariables(value))).toEqual([]);
  expect(variablesIn(value)).toEqual(['n', 's']);
});

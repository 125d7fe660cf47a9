import { expect, test } from 'vitest';
import { composeArguments, fieldsOfPrompt, fieldsOfSchema } from './argument-fields.ts';

const schema = {
  type: 'object',
  properties: {
    note: { type: 'string', description: 'Whatever' },
    count: { type: 'integer', default: 3 },
    exact: { type: 'boolean' },
    unit: { enum: ['km', 'mi'] },
    where: { type: 'object' },
  },
  required: ['exact', 'count'],
};

test('each property becomes the control that fits, the required ones first', () => {
  const fields = fieldsOfSchema(schema);
  expect(fields.map(({ name, kind, initial }) => [name, kind, initial])).toEqual([
    ['count', 'number', '3'],
    ['exact', 'boolean', 'false'],
    ['note', 'text', ''],
    ['unit', 'choice', ''],
    ['where', 'json', ''],
  ]);
  for (const odd of [undefined, null, true, [], { properties: [] }, { type: 'object' }]) {
    expect(fieldsOfSchema(odd)).toEqual([]);
  }
});

test('what is typed becomes arguments of the right type; what is empty and not needed is left out', () => {
  const fields = fieldsOfSchema(schema);
  expect(composeArguments(fields, { where: '{"x":1}', unit: 'km' })).toEqual({
    arguments: { count: 3, exact: false, where: { x: 1 }, unit: 'km' },
  });
  expect(composeArguments(fields, { count: '', where: '{' })).toEqual({
    issues: { count: 'This is needed.', where: 'This is no JSON.' },
  });
  expect(composeArguments(fields, { count: '"3"' })).toEqual({ issues: { count: 'This must be a number.' } });
});

test('a property named like a member of every object stays a property', () => {
  const fields = fieldsOfSchema(JSON.parse('{"properties":{"__proto__":{"type":"string"}}}'));
  const composed = composeArguments(fields, Object.fromEntries([['__proto__', 'x']]));
  expect(JSON.stringify(composed)).toBe('{"arguments":{"__proto__":"x"}}');
});

test('arguments of prompts are texts', () => {
  const prompt = { name: 'p', arguments: [{ name: 'city', required: true }, { title: 'no name' }, 7] };
  expect(fieldsOfPrompt(prompt)).toMatchObject([{ name: 'city', kind: 'text', required: true }]);
});

import type { JsonObject } from '@mcp-lab/wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstValid, modelArguments } from './argument-model.ts';

const strict = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...more,
});

function model(schema: JsonObject) {
  const made = modelArguments(schema, 16_384);
  if ('problem' in made) throw new Error(made.problem);
  return made;
}

const node = strict({ v: { type: 'integer' }, kids: { type: 'array', items: { $ref: '#/$defs/node' } } });

describe('arguments for every keyword: most of what is made up is valid', () => {
  test.each<[string, JsonObject]>([
    [
      'bounds',
      strict({ a: { type: 'integer', minimum: 1, maximum: 5 }, b: { type: 'string', minLength: 2, maxLength: 4 } }),
    ],
    ['exclusive bounds', strict({ a: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 } })],
    ['exclusive bounds of draft-04', strict({ a: { type: 'number', minimum: 0, exclusiveMinimum: true } })],
    [
      'multipleOf',
      strict({
        a: { type: 'integer', minimum: 3, maximum: 50, multipleOf: 7 },
        b: { type: 'number', multipleOf: 0.1 },
      }),
    ],
    ['pattern', strict({ a: { type: 'string', pattern: '^[A-Z]{3}-\\d{2,4}(x|y)?$' } })],
    ['a pattern that backtracks', strict({ a: { type: 'string', pattern: '^(a+)+$' } })],
    ['formats', strict({ a: { type: 'string', format: 'date-time' }, b: { type: 'string', format: 'uuid' } })],
    [
      'uniqueItems',
      strict({ a: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 4, uniqueItems: true } }),
    ],
    [
      'prefixItems',
      strict({ a: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false } }),
    ],
    ['contains', strict({ a: { type: 'array', contains: { const: 7 }, items: { type: 'integer' } } })],
    [
      'oneOf',
      {
        type: 'object',
        oneOf: [strict({ a: { type: 'string' } }, { additionalProperties: false }), strict({ b: { type: 'integer' } })],
      },
    ],
    [
      'allOf',
      {
        type: 'object',
        allOf: [strict({ a: { type: 'string', minLength: 2 } }), { properties: { a: { maxLength: 3 } } }],
      },
    ],
    ['not', strict({ a: { type: 'integer', minimum: 0, maximum: 100, not: { const: 3 } } })],
    [
      'if, then, else',
      {
        type: 'object',
        properties: { kind: { enum: ['x', 'y'] }, n: { type: 'integer' }, s: { type: 'string' } },
        required: ['kind'],
        if: { properties: { kind: { const: 'x' } } },
        // biome-ignore lint/suspicious/noThenProperty: the name of a keyword
        then: { required: ['n'] },
        else: { required: ['s'] },
      },
    ],
    [
      'dependentRequired and dependentSchemas',
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        dependentRequired: { a: ['b'] },
        dependentSchemas: { b: strict({ c: { type: 'integer' } }) },
      },
    ],
    [
      'dependencies of draft-07',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        ...strict({ a: { type: 'array', items: [{ type: 'string' }], additionalItems: false } }),
        dependencies: { a: ['b'] },
      },
    ],
    [
      'recursion',
      { type: 'object', properties: { node: { $ref: '#/$defs/node' } }, required: ['node'], $defs: { node } },
    ],
    [
      'recursion everywhere',
      {
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`p${index}`, { $ref: '#' }])),
      },
    ],
    [
      'a map',
      {
        type: 'object',
        additionalProperties: { type: 'integer' },
        minProperties: 1,
        propertyNames: { pattern: '^k[0-9]$' },
      },
    ],
    [
      'patternProperties',
      { type: 'object', patternProperties: { '^x_': { type: 'boolean' } }, additionalProperties: false },
    ],
    [
      'several types',
      strict({ a: { type: ['string', 'null'] }, b: { anyOf: [{ type: 'integer' }, { type: 'null' }] } }),
    ],
    [
      'a name of JavaScript',
      JSON.parse('{"type":"object","properties":{"__proto__":{"type":"integer"}},"required":["__proto__"]}'),
    ],
    ['nothing', { type: 'object' }],
  ])('%s', (_name, schema) => {
    const { arbitrary, faultOf } = model(schema);
    if (arbitrary === undefined) throw new Error('nothing was made up');
    const made = fc.sample(arbitrary, { seed: 7, numRuns: 60 });
    expect(made.filter((args) => faultOf(args) !== undefined).length).toBeLessThan(12);
    expect(fc.sample(arbitrary, { seed: 7, numRuns: 60 })).toEqual(made);
    expect(firstValid(model(schema), 7)).toBeDefined();
  });

  test('what nothing fits, or nothing can be made for, is given up, and said', () => {
    expect(model(strict({ a: { type: 'string', minLength: 5, maxLength: 3 } })).arbitrary).toBeUndefined();
    expect(model(strict({ a: { $ref: '#' } })).arbitrary).toBeUndefined();
    const lookAround = model(strict({ a: { type: 'string', pattern: '^(?=.*x).*$', examples: ['axb'] } }));
    expect(fc.sample(lookAround.arbitrary ?? fc.constant({}), { seed: 1, numRuns: 5 })).toContainEqual({ a: 'axb' });
    expect(lookAround.notes.join()).toContain('no strings can be made up for the pattern');
    expect(lookAround.isCertain).toBe(false);
    const hardly = model(strict({ a: { type: 'string', not: { type: 'string' } } }));
    expect(firstValid(hardly, 1)).toBeUndefined();
  });

  test('hostile schemas: too large, too deep, without end', () => {
    const large = strict({ a: { enum: Array.from({ length: 200_000 }, (_, index) => `${index}`.padEnd(50, 'x')) } });
    expect(modelArguments(large, 16_384)).toEqual({ problem: expect.stringContaining('too large') });
    let deep: JsonObject = { type: 'string' };
    for (let level = 0; level < 1_000; level++) deep = { type: 'object', properties: { a: deep } };
    expect(modelArguments(deep, 16_384)).toEqual({ problem: expect.stringContaining('too large') });
    const circle = {
      type: 'object',
      allOf: [{ $ref: '#/$defs/a' }],
      $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
    };
    expect(modelArguments(circle, 16_384)).toBeDefined();
    const many = strict({
      a: { type: 'array', minItems: 1_000_000_000 },
      b: { type: 'string', minLength: 1_000_000_000 },
    });
    expect(model(many).arbitrary).toBeUndefined();
  });
});

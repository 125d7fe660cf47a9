import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../random/seeded-random.ts';
import { compileSchema } from './compile-schema.ts';
import type { SchemaDialect } from './dialect.ts';

function compile(schema: JsonValue, dialect?: SchemaDialect) {
  const compiled = compileSchema(schema, dialect);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled;
}

const draft07 = { $schema: 'http://json-schema.org/draft-07/schema#' };

describe('schemas of real tools', () => {
  test('the draft-07 that zod-to-json-schema writes', () => {
    const schema: JsonObject = {
      ...draft07,
      type: 'object',
      properties: {
        path: { type: 'string' },
        edits: {
          type: 'array',
          items: {
            type: 'object',
            properties: { oldText: { type: 'string', description: 'Text to search for' }, newText: { type: 'string' } },
            required: ['oldText', 'newText'],
            additionalProperties: false,
          },
        },
        dryRun: { type: 'boolean', default: false },
      },
      required: ['path', 'edits'],
      additionalProperties: false,
    };
    const { dialect, validate } = compile(schema);
    expect(dialect).toBe('draft-07');
    expect(validate({ path: '/a', edits: [{ oldText: 'a', newText: 'b' }] }).valid).toBe(true);
    expect(validate({ path: '/a', edits: [{ oldText: 'a' }], extra: 1 }).errors).toEqual([
      { path: '/edits/0', message: 'must have the property "newText"' },
      { path: '/extra', message: 'is a property that is not allowed' },
    ]);
  });

  test('a tuple means what its dialect says', () => {
    const tuple = { items: [{ type: 'string' }, { type: 'number' }], additionalItems: false };
    expect(compile(tuple, 'draft-07').validate(['a', 1, 2]).valid).toBe(false);
    expect(compileSchema(tuple, '2020-12')).toMatchObject({ ok: false, why: 'invalid' });
    const modern = { prefixItems: [{ type: 'string' }], items: false };
    expect(compile(modern).validate(['a', 1]).valid).toBe(false);
    expect(compile(modern).validate(['a']).valid).toBe(true);
  });

  test('references by pointer, anchor and identifier; siblings count from 2019-09 on', () => {
    const schema = {
      $id: 'https://example.com/root',
      properties: {
        pointer: { $ref: '#/$defs/a~1b' },
        anchor: { $ref: '#named', maxLength: 2 },
        document: { $ref: 'other#/$defs/deep' },
        recursive: { $ref: '#' },
      },
      $defs: {
        'a/b': { type: 'integer' },
        named: { $anchor: 'named', type: 'string' },
        other: { $id: 'other', $defs: { deep: { type: 'null' } } },
      },
      additionalProperties: false,
    };
    const { validate, remoteReferences } = compile(schema);
    expect(remoteReferences).toEqual([]);
    expect(validate({ pointer: 1, anchor: 'ab', document: null, recursive: { pointer: 2 } }).valid).toBe(true);
    expect(validate({ anchor: 'abc' }).valid).toBe(false);
    expect(validate({ document: 1 }).valid).toBe(false);
    expect(validate({ recursive: { pointer: 'x' } }).errors[0]?.path).toBe('/recursive/pointer');
    expect(
      compile({ $ref: '#/definitions/a', maxLength: 1, definitions: { a: {} } }, 'draft-07').validate('long').valid,
    ).toBe(true);
  });

  test('a dynamic reference goes to the outermost anchor', () => {
    const schema = {
      $id: 'https://example.com/strict-tree',
      $dynamicAnchor: 'node',
      $ref: 'tree',
      unevaluatedProperties: false,
      $defs: {
        tree: {
          $id: 'tree',
          $dynamicAnchor: 'node',
          type: 'object',
          properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
        },
      },
    };
    const { validate } = compile(schema);
    expect(validate({ children: [{ data: 1 }] }).valid).toBe(true);
    expect(validate({ children: [{ daat: 1 }] }).valid).toBe(false);
  });

  test('nothing is fetched', () => {
    const { validate, remoteReferences, notChecked } = compile({ $ref: 'https://example.com/other.json' });
    expect(remoteReferences).toEqual(['https://example.com/other.json']);
    expect(notChecked).toHaveLength(1);
    expect(validate(1)).toMatchObject({ valid: true, notChecked });
  });
});

test.each<[JsonObject, JsonValue, boolean]>([
  [{ contains: { const: 1 } }, [], false],
  [{ contains: { const: 1 } }, [2, 1], true],
  [{ contains: { const: 1 }, minContains: 2 }, [1], false],
  [{ contains: { const: 1 }, minContains: 0, maxContains: 1 }, [], true],
  [{ contains: { const: 1 }, unevaluatedItems: { const: 2 } }, [1, 2], true],
  [{ contains: { const: 1 }, unevaluatedItems: { const: 2 } }, [1, 3], false],
  [{ if: { properties: { a: { const: 1 } } }, unevaluatedProperties: false }, { a: 1 }, true],
  [{ if: { properties: { a: { const: 1 } } }, unevaluatedProperties: false }, { a: 2 }, false],
  [{ multipleOf: 0.1 }, 0.3, true],
  [{ maxLength: 1 }, '🦜', true],
  [{ type: 'integer' }, 1, true],
  [
    { uniqueItems: true },
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    false,
  ],
])('%j on %j', (schema, instance, valid) => {
  expect(compile(schema).validate(instance).valid).toBe(valid);
});

describe('schemas that are none', () => {
  test.each<[JsonValue, string]>([
    [{ type: 'strnig' }, 'type'],
    [{ properties: { a: { type: 'object', required: true } } }, '/properties/a'],
    [{ properties: { a: 'string' } }, '"a"'],
    [{ minimum: '3' }, 'minimum'],
    [{ allOf: [] }, 'allOf'],
    [{ $ref: '#/$defs/gone' }, 'leads nowhere'],
    [{ $ref: 'gone.json' }, 'document'],
    [{ $schema: 7 }, '$schema'],
    [[], 'object'],
    [null, 'object'],
  ])('%j', (schema, named) => {
    expect(compileSchema(schema)).toMatchObject({ ok: false, why: 'invalid', problem: expect.stringContaining(named) });
  });

  test('a dialect nobody knows is no fault', () => {
    expect(compileSchema({ $schema: 'https://example.com/mine' })).toMatchObject({ ok: false, why: 'unknown-dialect' });
  });
});

describe('hostile schemas', () => {
  test('patterns that take ages elsewhere', () => {
    const { validate, notChecked } = compile({ pattern: '^(a+)+$' });
    expect(notChecked).toEqual([]);
    expect(validate(`${'a'.repeat(20_000)}!`).valid).toBe(false);
    expect(validate('aaa').valid).toBe(true);
  });

  test.each(['(?=a)b', '(a)\\1', '(?P<n>a)', '((a{1000}){1000})', '[', 'a'.repeat(6_000)])(
    'what cannot be run safely is not held against the instance: %.20s',
    (pattern) => {
      const { validate } = compile({ pattern });
      const { valid, notChecked } = validate('zzz');
      expect(valid).toBe(true);
      expect(notChecked).toHaveLength(1);
    },
  );

  test('references that double at every step end', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => {
        const next = { $ref: `#/$defs/d${index + 1}` };
        return [`d${index}`, { anyOf: [{ allOf: [next, next], not: {} }, next] }];
      }),
    );
    const bomb = compile({ $ref: '#/$defs/d0', $defs: { ...$defs, d60: { not: {} } } });
    expect(bomb.validate(1)).toMatchObject({ valid: true, notChecked: [expect.stringContaining('steps')] });
    expect(compile({ $ref: '#' }).validate(1).notChecked).toHaveLength(1);
    expect(compile({ allOf: [{ $ref: '#' }, { $ref: '#' }] }).validate(1).notChecked).toHaveLength(1);
  });

  test('depth and size have bounds', () => {
    const deep: JsonValue = JSON.parse(`${'{"not":'.repeat(5_000)}{}${'}'.repeat(5_000)}`);
    expect(compileSchema(deep)).toMatchObject({ ok: false, why: 'too-large' });
    expect(compileSchema({ enum: Array.from({ length: 200_000 }, (_, index) => index) })).toMatchObject({
      why: 'too-large',
    });
    const instance: JsonValue = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect(compile({ items: { $ref: '#' } }).validate(instance).notChecked).toHaveLength(1);
  });

  test('names of the prototype are ordinary names', () => {
    const { validate } = compile({ required: ['constructor'], properties: { toString: { type: 'string' } } });
    expect(validate({}).valid).toBe(false);
    expect(validate({ constructor: 1 }).valid).toBe(true);
  });
});

/**
 * Schemas and instances at random: ours and Ajv's opinion must be one. Without `contains` on empty arrays and `if` under
 * `unevaluatedProperties`, where Ajv departs from the specification.
 */
describe('agrees with Ajv', () => {
  const random = createSeededRandom(7, 'schemas');
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const names = ['a', 'b', 'c', 'ab'];
  const scalars: JsonValue[] = [null, true, false, 0, 1, 2.5, 3, -1, '', 'a', 'ab', 'abc', '🦜'];

  const makeInstance = (depth: number): JsonValue => {
    const kind = random();
    if (depth === 0 || kind < 0.4) return pick(scalars);
    if (kind < 0.6) return Array.from({ length: Math.floor(random() * 4) }, () => makeInstance(depth - 1));
    return Object.fromEntries(names.filter(() => random() < 0.5).map((name) => [name, makeInstance(depth - 1)]));
  };

  const makeSchema = (depth: number, dialect: SchemaDialect): JsonValue => {
    if (depth === 0)
      return pick<JsonValue>([true, { type: 'string' }, { type: ['integer', 'null'] }, { minLength: 2 }, {}]);
    const below = () => makeSchema(depth - 1, dialect);
    const some = () => Array.from({ length: 1 + Math.floor(random() * 2) }, below);
    const map = (keys: readonly string[]) =>
      Object.fromEntries(keys.filter(() => random() < 0.5).map((name) => [name, below()]));
    const old: (() => JsonObject)[] = [
      () => ({ items: random() < 0.5 ? some() : below() }),
      () => ({ items: some(), additionalItems: below() }),
      () => ({ dependencies: { a: ['b'], b: below() } }),
      // Ajv also looks at what stands beside a reference, which draft-07 says is to be ignored.
      () => ({ allOf: [{ $ref: '#/definitions/x' }] }),
    ];
    const recent: (() => JsonObject)[] = [
      () => ({ prefixItems: some(), items: below() }),
      () => ({ dependentRequired: { a: ['b'] }, dependentSchemas: { c: below() } }),
      () => ({ allOf: some(), properties: map(names), unevaluatedProperties: below() }),
      () => ({ anyOf: some(), unevaluatedItems: below() }),
      () => ({ $ref: '#/definitions/x', maxLength: 1 }),
    ];
    const always: (() => JsonObject)[] = [
      () => ({ type: pick(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']) }),
      () => ({ enum: [pick(scalars), 'abcd', { a: 1 }] }),
      () => ({ const: pick(scalars) }),
      () => ({ minimum: 1, exclusiveMaximum: 3 }),
      () => ({ multipleOf: 0.5, maxLength: 2 }),
      () => ({ pattern: '^a.?$', minItems: 1, maxItems: 2 }),
      () => ({ properties: map(names), required: [pick(names)] }),
      () => ({ properties: map(names), patternProperties: { '^a': below() }, additionalProperties: below() }),
      () => ({ propertyNames: { maxLength: 1 }, minProperties: 1, maxProperties: 2 }),
      () => ({ allOf: some() }),
      () => ({ anyOf: some(), not: below() }),
      () => ({ oneOf: [below(), below()] }),
      // biome-ignore lint/suspicious/noThenProperty: the name of a keyword
      () => ({ if: below(), then: below(), else: below() }),
      () => ({ uniqueItems: true, maxItems: 3 }),
    ];
    const isOld = dialect === 'draft-07';
    return { ...pick([...always, ...(isOld ? old : recent)])(), ...(random() < 0.3 ? pick(always)() : {}) };
  };

  test.each(['draft-07', '2020-12'] as const)('on instances, %s', (dialect) => {
    let compared = 0;
    for (let round = 0; round < 600; round++) {
      const schema: JsonValue = { allOf: [makeSchema(3, dialect)], definitions: { x: makeSchema(0, dialect) } };
      const options = { strict: false, validateFormats: false, logger: false } as const;
      const theirs = (dialect === 'draft-07' ? new Ajv(options) : new Ajv2020(options)).compile(schema);
      const ours = compile(schema, dialect);
      for (let trial = 0; trial < 8; trial++) {
        const instance = makeInstance(3);
        const context = JSON.stringify({ schema, instance });
        expect(ours.validate(instance).valid, context).toBe(theirs(instance));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(4_000);
  });

  test.each(['draft-07', '2019-09', '2020-12'] as const)('on what is a schema, %s', (dialect) => {
    const keywords = [
      'type items prefixItems additionalItems properties required enum minimum maxLength pattern allOf not if contains',
      'additionalProperties dependentRequired dependencies $defs definitions uniqueItems multipleOf minContains title',
      'examples readOnly deprecated $comment unevaluatedItems propertyNames $anchor description format',
    ].flatMap((line) => line.split(' '));
    const values: JsonValue[] = [
      ...scalars,
      [],
      {},
      ['a'],
      ['a', 'a'],
      [{}],
      { a: {} },
      { a: ['b'] },
      { a: 1 },
      'object',
      ['object'],
      [true],
    ];
    const options = { strict: false, validateFormats: false, logger: false } as const;
    const ajv = { 'draft-07': new Ajv(options), '2019-09': new Ajv2019(options), '2020-12': new Ajv2020(options) }[
      dialect
    ];
    for (const keyword of keywords) {
      for (const value of values) {
        const schema = { [keyword]: value };
        // Ajv's copy of draft-07 still asks for an item in it, as draft-06 did.
        if (dialect === 'draft-07' && keyword === 'enum') continue;
        const opinion = ajv.validateSchema(schema);
        expect({ schema, ok: compileSchema(schema, dialect).ok }).toEqual({ schema, ok: opinion });
      }
    }
  });
});

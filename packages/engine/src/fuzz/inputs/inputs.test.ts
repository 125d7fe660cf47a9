import type { JsonObject } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import { modelArguments } from '../generate/argument-model.ts';
import { boundaryInputs } from './boundary-inputs.ts';
import { exampleInputs } from './example-inputs.ts';
import { invalidInputs } from './invalid-inputs.ts';

const schema: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 8, examples: ['Ada'] },
    age: { type: 'integer', minimum: 0, exclusiveMaximum: 150, default: 30 },
    step: { type: 'number', multipleOf: 0.5, minimum: 1 },
    tone: { enum: ['warm', 'cold'] },
    tags: {
      type: 'array',
      items: { type: 'string', pattern: '^[a-z]+$' },
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
    },
    address: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    mail: { type: 'string', format: 'email' },
  },
  required: ['name', 'address'],
  additionalProperties: false,
};
const base: JsonObject = { name: 'x', address: { city: 'y' } };
const full: JsonObject = { ...base, age: 3, step: 1.5, tone: 'warm', tags: ['a'], mail: 'a@example.com' };

function modelOf(given: JsonObject) {
  const model = modelArguments(given, 10_000);
  if ('problem' in model) throw new Error(model.problem);
  return model;
}
const model = modelOf(schema);

describe('inputs', () => {
  test('edges: each is valid, each once, and they are where they should be', () => {
    const inputs = boundaryInputs(model, base, full, 10_000);
    for (const input of inputs) expect(model.faultOf(input.arguments), JSON.stringify(input)).toBeUndefined();
    expect(new Set(inputs.map((input) => JSON.stringify(input.arguments))).size).toBe(inputs.length);
    const values = (name: string) => inputs.map((input) => input.arguments[name]);
    expect(values('age')).toEqual(expect.arrayContaining([0, 1, 149, 148]));
    expect(values('name')).toEqual(expect.arrayContaining(['x', 'xxxxxxxx', '😀']));
    expect(values('tone')).toEqual(expect.arrayContaining(['warm', 'cold']));
    expect(inputs.map(({ why }) => why)).toEqual(expect.arrayContaining(['only what is required', 'without tags']));
  });

  test('examples: of the user, of the schema', () => {
    const named: JsonObject = { name: 'Eve', address: { city: 'z' } };
    const inputs = exampleInputs(model, [named], base, full).map((input) => input.arguments);
    expect(inputs[0]).toEqual(named);
    expect(inputs.map(({ name }) => name)).toContain('Ada');
    expect(inputs.map(({ age }) => age)).toContain(30);
  });

  test('invalid: broken in one known way, of every kind, and proved to be invalid', () => {
    const inputs = invalidInputs(model, full, 10_000);
    for (const input of inputs) expect(input.why).toBe(model.faultOf(input.arguments));
    expect(new Set(inputs.map(({ broken }) => broken))).toEqual(
      new Set([
        'wrong-type',
        'missing-required',
        'out-of-range',
        'wrong-length',
        'wrong-count',
        'not-in-enum',
        'pattern',
        'not-unique',
        'extra-property',
      ]),
    );
    // A format is asserted by nobody, and null is read as left out by many.
    expect(inputs.some((input) => typeof input.arguments.mail === 'string' && input.arguments.mail !== full.mail)).toBe(
      false,
    );
    expect(JSON.stringify(inputs)).not.toContain('null');
  });

  test('a schema that forbids nothing gives nothing invalid', () => {
    expect(invalidInputs(modelOf({ type: 'object' }), { a: 1 }, 10_000)).toEqual([]);
  });
});

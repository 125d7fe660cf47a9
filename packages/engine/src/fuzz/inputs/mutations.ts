import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { numberBoundsOf } from '../generate/number-bounds.ts';
import { typesOf } from '../generate/schema-arbitrary.ts';
import type { MutationKind } from './fuzz-input.ts';
import { type ValuePlace, valuePlaces, withValue } from './value-places.ts';

/** One way to break valid arguments. Whether they are broken by it is for validation to say. */
export interface Mutation {
  kind: MutationKind;
  apply(): JsonValue;
}

const maxLength = 20_000;
const strangeName = 'mcp_lab_unknown_property';

/** Every single break of some valid arguments, in a fixed order. What a format asks for is none: nothing asserts it. */
export function mutationsOf(schema: JsonObject, args: JsonObject): Mutation[] {
  return valuePlaces(schema, args).flatMap((place) => mutationsAt(place, args));
}

function mutationsAt(place: ValuePlace, args: JsonObject): Mutation[] {
  const { path, schema, value } = place;
  const mutations: Mutation[] = [];
  const add = (kind: MutationKind, wrong: JsonValue | undefined, below: readonly string[] = []) =>
    mutations.push({ kind, apply: () => withValue(args, [...path, ...below], wrong) });
  if (path.length > 0) {
    const wrong = wrongTypeFor(schema);
    if (wrong !== undefined) add('wrong-type', wrong);
    if (Array.isArray(schema.enum) || schema.const !== undefined) add('not-in-enum', otherChoice(value));
  }
  if (typeof value === 'number') addNumbers(schema, add);
  else if (typeof value === 'string') addStrings(schema, value, add);
  else if (Array.isArray(value)) addArrays(schema, value, add);
  else if (isJsonObject(value)) addObjects(schema, value, add);
  return mutations;
}

type Add = (kind: MutationKind, wrong: JsonValue | undefined, below?: readonly string[]) => void;

/** A value no reader can take for another: not null, which many read as left out, and no text that holds a number. */
function wrongTypeFor(schema: JsonObject): JsonValue | undefined {
  const types = typesOf(schema);
  if (types.includes('anything')) return undefined;
  const candidates: [type: string, value: JsonValue][] = [
    ['object', { wrong: true }],
    ['array', [{ wrong: true }]],
    ['string', 'wrong'],
    ['number', 12_345.5],
  ];
  const holds = (type: string) => types.includes(type);
  return candidates.find(([type]) => !holds(type))?.[1];
}

function otherChoice(value: JsonValue): JsonValue {
  return typeof value === 'number' ? 987_654_321 : 'mcp-lab-none-of-these';
}

function addNumbers(schema: JsonObject, add: Add): void {
  const type = typesOf(schema).includes('integer') ? 'integer' : 'number';
  const { least, most, isLeastExcluded, isMostExcluded, step } = numberBoundsOf(schema, type);
  const by = step ?? 1;
  if (Number.isFinite(least)) add('out-of-range', isLeastExcluded ? least : least - by);
  if (Number.isFinite(most)) add('out-of-range', isMostExcluded ? most : most + by);
  if (step !== undefined) add('out-of-range', (Number.isFinite(least) ? least : 0) + step / 2);
  if (type === 'integer') add('wrong-type', (Number.isFinite(least) ? least : 0) + 0.5);
}

function addStrings({ minLength, maxLength: most, pattern }: JsonObject, value: string, add: Add): void {
  if (typeof minLength === 'number' && minLength > 0) {
    add('wrong-length', [...value].slice(0, minLength - 1).join(''));
  }
  if (typeof most === 'number' && most < maxLength) {
    // Only letters, so that units of UTF-16 and characters are the same.
    add('wrong-length', 'x'.repeat(most + 1));
  }
  if (typeof pattern === 'string') {
    for (const wrong of ['', ' ', '\u0001', `${value}\u0001`]) add('pattern', wrong);
  }
}

function addArrays({ minItems, maxItems, uniqueItems }: JsonObject, value: JsonValue[], add: Add): void {
  const [item] = value;
  if (typeof minItems === 'number' && minItems > 0) add('wrong-count', value.slice(0, minItems - 1));
  if (item === undefined) return;
  if (typeof maxItems === 'number' && maxItems < 2_000) {
    add('wrong-count', [...value, ...Array.from({ length: maxItems + 1 }, () => item)].slice(0, maxItems + 1));
  }
  if (uniqueItems === true) add('not-unique', [...value, item]);
}

function addObjects(schema: JsonObject, value: JsonObject, add: Add): void {
  const required = Array.isArray(schema.required) ? schema.required : [];
  for (const name of required.slice(0, 50)) {
    if (typeof name === 'string' && Object.hasOwn(value, name)) add('missing-required', undefined, [name]);
  }
  const isClosed = schema.additionalProperties === false || schema.unevaluatedProperties === false;
  if (isClosed) add('extra-property', 1, [strangeName]);
}

import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import fc from 'fast-check';
import { mergeSchemas } from './merge-schemas.ts';
import { patternArbitrary } from './pattern-arbitrary.ts';
import type { Place, SchemaArbitraries } from './schema-arbitrary.ts';

const maxProperties = 300;
const maxExtraMembers = 3;
/** Each doubles the shapes; the rest of the conditions are left to chance and validation. */
const maxConditions = 3;
const plainName = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 8 });

/**
 * `properties`, `required`, `patternProperties`, `additionalProperties`, `propertyNames`, the counts, and what depends on
 * the presence of a property. Members nobody described are made only where the schema describes them or needs them.
 */
export function objectArbitrary(
  schemas: SchemaArbitraries,
  schema: JsonObject,
  place: Place,
): fc.Arbitrary<JsonValue> | undefined {
  const shapes = splitConditions(schema, maxConditions);
  const made = shapes.map((shape) => oneShape(schemas, shape, place)).filter((shape) => shape !== undefined);
  return made.length === 0 ? undefined : fc.oneof(...made);
}

/** With the property a condition waits for, and what then is demanded; and without it. */
function splitConditions(schema: JsonObject, left: number): JsonObject[] {
  const [name, demand] = firstCondition(schema) ?? [];
  if (left === 0 || name === undefined || demand === undefined) return [schema];
  const rest = withoutCondition(schema, name);
  const present = mergeSchemas(mergeSchemas(rest, { required: [name] }) ?? {}, demand);
  const isRequired = Array.isArray(schema.required) && schema.required.includes(name);
  const absent = isRequired ? undefined : omitProperty(rest, name);
  return [present, absent].flatMap((shape) => (shape === undefined ? [] : splitConditions(shape, left - 1)));
}

const conditionKeywords = ['dependentRequired', 'dependentSchemas', 'dependencies'] as const;

function firstCondition(schema: JsonObject): [name: string, demand: JsonValue] | undefined {
  for (const keyword of conditionKeywords) {
    const map = schema[keyword];
    const [first] = isJsonObject(map) ? Object.entries(map) : [];
    if (first !== undefined) return [first[0], Array.isArray(first[1]) ? { required: first[1] } : first[1]];
  }
  return undefined;
}

/** Only the first that `firstCondition` would find. */
function withoutCondition(schema: JsonObject, name: string): JsonObject {
  const keyword = conditionKeywords.find((one) => {
    const map = schema[one];
    return isJsonObject(map) && Object.keys(map).length > 0;
  });
  if (keyword === undefined) return schema;
  const { [name]: _, ...rest } = schema[keyword] as JsonObject;
  return { ...schema, [keyword]: rest };
}

function omitProperty(schema: JsonObject, name: string): JsonObject {
  if (!isJsonObject(schema.properties)) return schema;
  const { [name]: _, ...properties } = schema.properties;
  return { ...schema, properties };
}

function oneShape(schemas: SchemaArbitraries, schema: JsonObject, place: Place): fc.Arbitrary<JsonValue> | undefined {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = (Array.isArray(schema.required) ? schema.required : []).filter((name) => typeof name === 'string');
  const model: Record<string, fc.Arbitrary<JsonValue>> = {};
  const at = (name: string) => ({ ...place, name, depth: place.depth + 1 });
  for (const name of required) {
    const value = schemas.build(propertySchema(schema, properties, name), at(name));
    if (value === undefined) return undefined;
    define(model, name, value);
  }
  const optional = schemas.isNarrow(place) ? [] : Object.keys(properties).slice(0, maxProperties);
  for (const name of optional) {
    if (Object.hasOwn(model, name)) continue;
    const value = schemas.build(properties[name] as JsonValue, at(name));
    if (value !== undefined) define(model, name, value);
  }
  const requiredKeys = required.filter((name) => Object.hasOwn(model, name));
  const described = fc.record(model, { requiredKeys: [...new Set(requiredKeys)], noNullPrototype: true });
  return fc.tuple(described, extraMembers(schemas, schema, place)).map(([members, extra]) => {
    const free = extra.filter(([name]) => !Object.hasOwn(properties, name));
    const most = typeof schema.maxProperties === 'number' ? schema.maxProperties : Number.POSITIVE_INFINITY;
    const names = Object.keys(members);
    // Too many: the optional ones go first.
    const kept = [
      ...required.filter((name) => names.includes(name)),
      ...names.filter((name) => !required.includes(name)),
    ];
    const whole = kept.slice(0, most).map((name): [string, JsonValue] => [name, members[name] as JsonValue]);
    return Object.fromEntries([...free.slice(0, Math.max(0, most - whole.length)), ...whole]);
  });
}

function propertySchema(schema: JsonObject, properties: JsonObject, name: string): JsonValue {
  if (Object.hasOwn(properties, name)) return properties[name] as JsonValue;
  return isJsonObject(schema.additionalProperties) ? schema.additionalProperties : true;
}

/** Members with names nobody gave. */
function extraMembers(
  schemas: SchemaArbitraries,
  schema: JsonObject,
  place: Place,
): fc.Arbitrary<[name: string, value: JsonValue][]> {
  const none = fc.constant<[string, JsonValue][]>([]);
  const { additionalProperties, patternProperties, propertyNames } = schema;
  const least = typeof schema.minProperties === 'number' ? Math.min(schema.minProperties, maxProperties) : 0;
  const described = isJsonObject(schema.properties) ? Object.keys(schema.properties).length : 0;
  const members: fc.Arbitrary<[string, JsonValue]>[] = [];
  const add = (name: fc.Arbitrary<string> | undefined, value: JsonValue) => {
    const made = schemas.build(value, { ...place, name: '', depth: place.depth + 1 });
    if (name !== undefined && made !== undefined) members.push(fc.tuple(name, made));
  };
  for (const [pattern, value] of Object.entries(isJsonObject(patternProperties) ? patternProperties : {}).slice(
    0,
    20,
  )) {
    add(patternArbitrary(pattern), value);
  }
  const isMap = isJsonObject(additionalProperties);
  const isNeeded = least > described && additionalProperties !== false;
  if (isMap || isNeeded) add(nameArbitrary(schemas, propertyNames, place), isMap ? additionalProperties : true);
  if (members.length === 0) return none;
  const minLength = Math.max(0, least - described);
  const maxLength = schemas.isNarrow(place) ? minLength : minLength + maxExtraMembers;
  return fc.array(fc.oneof(...members), { minLength, maxLength, size: 'max' });
}

function nameArbitrary(schemas: SchemaArbitraries, names: JsonValue | undefined, place: Place) {
  if (names === undefined || names === true) return plainName;
  const made = schemas.build(isJsonObject(names) ? { type: 'string', ...names } : names, { ...place, name: '' });
  return made?.map(String);
}

/** `__proto__` is a name like any other. */
function define(model: Record<string, fc.Arbitrary<JsonValue>>, name: string, value: fc.Arbitrary<JsonValue>): void {
  Object.defineProperty(model, name, { value, enumerable: true, configurable: true, writable: true });
}

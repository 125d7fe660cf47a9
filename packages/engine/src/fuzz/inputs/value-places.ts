import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { leadingSchemas, restSchema } from '../generate/array-arbitrary.ts';
import { plainSchemaOf } from '../generate/plain-schema.ts';

const maxPlaces = 400;
const maxDepth = 6;

/** A value in arguments and what its schema says about it. */
export interface ValuePlace {
  path: readonly (string | number)[];
  /** Without references and `allOf`. */
  schema: JsonObject;
  value: JsonValue;
}

/** Every value of some arguments whose schema is known, the arguments themselves first. Branches are not looked into. */
export function valuePlaces(schema: JsonObject, args: JsonObject): ValuePlace[] {
  const places: ValuePlace[] = [];
  const visit = (given: JsonValue, value: JsonValue, path: readonly (string | number)[]) => {
    const plain = plainSchemaOf(given, schema).schema;
    if (plain === undefined || places.length >= maxPlaces || path.length > maxDepth) return;
    places.push({ path, schema: plain, value });
    if (Array.isArray(value)) {
      const leading = leadingSchemas(plain);
      for (const [index, item] of value.entries()) visit(leading[index] ?? restSchema(plain), item, [...path, index]);
    } else if (isJsonObject(value)) {
      const properties = isJsonObject(plain.properties) ? plain.properties : {};
      for (const [name, member] of Object.entries(value)) {
        if (Object.hasOwn(properties, name)) visit(properties[name] as JsonValue, member, [...path, name]);
      }
    }
  };
  visit(schema, args, []);
  return places;
}

/** A copy with another value at a place; undefined takes the member away. */
export function withValue(
  whole: JsonValue,
  [first, ...rest]: readonly (string | number)[],
  value: JsonValue | undefined,
): JsonValue {
  if (first === undefined) return value ?? null;
  if (Array.isArray(whole)) {
    return whole.map((item, index) => (index === first ? withValue(item, rest, value) : item));
  }
  const members = Object.entries(isJsonObject(whole) ? whole : {});
  if (rest.length === 0 && value === undefined) return Object.fromEntries(members.filter(([name]) => name !== first));
  const known = members.find(([name]) => name === first)?.[1] ?? {};
  const next = withValue(known, rest, value);
  const isKnown = members.some(([name]) => name === first);
  const changed = members.map(([name, member]): [string, JsonValue] => [name, name === first ? next : member]);
  return Object.fromEntries(isKnown ? changed : [...members, [String(first), next]]);
}

export function showPath(path: readonly (string | number)[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text === '' ? 'the arguments' : text.replace(/^\./, '').slice(0, 100);
}

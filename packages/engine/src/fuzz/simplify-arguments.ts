import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { canonicalJson } from '../json-schema/canonical-json.ts';

/**
 * Smaller arguments, the boldest first: without a property, with a property as it is in arguments that work, with
 * shorter texts and lists. For arguments that no arbitrary made, which fast-check cannot shrink.
 */
export function* simplifyArguments(args: JsonObject, base: JsonObject): Generator<JsonObject> {
  const names = Object.keys(args);
  for (const name of names) {
    const { [name]: _, ...rest } = args;
    yield rest;
  }
  for (const name of names) {
    const usual = Object.hasOwn(base, name) ? base[name] : undefined;
    const own = args[name] as JsonValue;
    if (usual !== undefined && size(usual) < size(own)) yield { ...args, [name]: usual };
    for (const smaller of smallerThan(own)) yield { ...args, [name]: smaller };
  }
}

function* smallerThan(value: JsonValue): Generator<JsonValue> {
  if (typeof value === 'string') {
    const characters = [...value];
    if (characters.length > 1) {
      yield characters.slice(0, Math.floor(characters.length / 2)).join('');
      yield characters.slice(Math.ceil(characters.length / 2)).join('');
      if (characters.length < 20) yield characters.slice(1).join('');
    }
  } else if (Array.isArray(value)) {
    if (value.length > 0) yield value.slice(0, Math.floor(value.length / 2));
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value).slice(0, 20)) {
      const { [name]: _, ...rest } = value;
      yield rest;
    }
  }
}

function size(value: JsonValue): number {
  return canonicalJson(value).length;
}

import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { canonicalJson } from '../../json-schema/canonical-json.ts';
import type { ArgumentModel } from '../generate/argument-model.ts';
import { plainSchemaOf } from '../generate/plain-schema.ts';
import { boundaryValues, countEdges } from './boundary-values.ts';
import type { FuzzInput } from './fuzz-input.ts';
import { showPath, valuePlaces, withValue } from './value-places.ts';

/**
 * Valid arguments with one value at an edge of what its schema allows, each made from `base`, in a fixed order: without
 * what is optional, with all of it, each property at each edge.
 */
export function boundaryInputs(
  model: ArgumentModel,
  base: JsonObject,
  full: JsonObject,
  maxBytes: number,
): FuzzInput[] {
  const { schema } = model;
  const inputs = new Map<string, FuzzInput>();
  const add = (args: JsonValue, why: string) => {
    if (!isJsonObject(args)) return;
    const key = canonicalJson(args);
    if (key.length > maxBytes || inputs.has(key) || model.faultOf(args) !== undefined) return;
    inputs.set(key, { arguments: args, phase: 'boundaries', why });
  };
  add(onlyRequired(schema, base), 'only what is required');
  add(full, 'as many properties as there are');
  // The richer arguments show more places; what is at the edge stands among values that work.
  for (const { path, schema: own, value } of valuePlaces(schema, { ...full, ...base })) {
    const around = { ...full, ...base };
    const name = String(path.at(-1) ?? '');
    const at = showPath(path);
    if (path.length > 0) {
      for (const { value: edge, edge: which } of boundaryValues(own, name, maxBytes)) {
        add(withValue(Object.hasOwn(base, path[0] ?? '') ? base : around, path, edge), `${at}: ${which}`);
      }
    }
    if (Array.isArray(value)) {
      for (const { value: list, edge } of countEdges(own, value)) add(withValue(around, path, list), `${at}: ${edge}`);
    }
    if (isJsonObject(value)) {
      for (const member of Object.keys(value))
        add(withValue(around, [...path, member], undefined), `without ${showPath([...path, member])}`);
    }
  }
  return [...inputs.values()];
}

function onlyRequired(schema: JsonObject, base: JsonObject): JsonObject {
  const plain = plainSchemaOf(schema, schema).schema ?? {};
  const required = Array.isArray(plain.required) ? plain.required : [];
  return Object.fromEntries(Object.entries(base).filter(([name]) => required.includes(name)));
}

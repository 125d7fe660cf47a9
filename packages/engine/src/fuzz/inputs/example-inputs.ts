import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { canonicalJson } from '../../json-schema/canonical-json.ts';
import type { ArgumentModel } from '../generate/argument-model.ts';
import { namedValues } from '../generate/schema-arbitrary.ts';
import type { FuzzInput } from './fuzz-input.ts';
import { showPath, valuePlaces, withValue } from './value-places.ts';

const maxExamples = 100;

/** What the author of the schema, or the user, wrote down: whole examples first, then each property's own in `base`. */
export function exampleInputs(
  model: ArgumentModel,
  named: readonly JsonObject[],
  base: JsonObject,
  full: JsonObject,
): FuzzInput[] {
  const inputs = new Map<string, FuzzInput>();
  const add = (args: JsonValue, why: string) => {
    if (!isJsonObject(args) || inputs.size >= maxExamples) return;
    const key = canonicalJson(args);
    if (inputs.has(key) || model.faultOf(args) !== undefined) return;
    inputs.set(key, { arguments: args, phase: 'examples', why });
  };
  for (const args of named) add(args, 'arguments of the suite file');
  for (const args of namedValues(model.schema)) add(args, 'an example of the schema');
  const around = { ...full, ...base };
  for (const { path, schema } of valuePlaces(model.schema, around)) {
    if (path.length === 0) continue;
    const values = [...namedValues(schema), ...(schema.const === undefined ? [] : [schema.const])];
    for (const value of values) add(withValue(around, path, value), `${showPath(path)}: an example of the schema`);
  }
  return [...inputs.values()];
}

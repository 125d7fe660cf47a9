import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import fc from 'fast-check';
import { type CompiledSchema, compileSchema } from '../../json-schema/compile-schema.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { SchemaArbitraries } from './schema-arbitrary.ts';

/** What is known of the arguments of a tool. */
export interface ArgumentModel {
  schema: JsonObject;
  /** May give what is not valid, so each has to be asked about. Undefined where nothing could be made up. */
  arbitrary: fc.Arbitrary<JsonObject> | undefined;
  /** What makes arguments invalid, in words; undefined for valid ones. */
  faultOf(args: JsonObject): string | undefined;
  /** What could not be made up or is not checked, in words. */
  notes: string[];
  /** False where a part of the schema cannot be checked, so that "valid" is not sure. */
  isCertain: boolean;
}

/** Values that were tried before giving up on a schema that hardly anything fits. */
const maxTries = 300;
const older = ['draft-07', 'draft-04'] as const;

/** A model of an input schema, or why there is none. Bounded in time and memory whatever the schema. */
export function modelArguments(
  inputSchema: JsonValue | undefined,
  maxBytes: number,
): ArgumentModel | { problem: string } {
  if (!isJsonObject(inputSchema)) return { problem: 'it has no inputSchema' };
  const compiled = compileTolerantly(inputSchema);
  if (!compiled.ok) return { problem: `its inputSchema cannot be used: ${compiled.problem}` };
  const schemas = new SchemaArbitraries(inputSchema, maxBytes);
  const made = schemas.build(mergeSchemas(inputSchema, { type: 'object' }) ?? false);
  const arbitrary = made?.filter(isJsonObject);
  const notes = [...schemas.notes, ...compiled.notChecked.map((what) => `not checked: ${what}`)];
  const model: ArgumentModel = {
    schema: inputSchema,
    arbitrary: undefined,
    faultOf(args) {
      const { valid, errors } = compiled.validate(args);
      if (valid) return undefined;
      const [first] = errors;
      return first === undefined
        ? 'it does not fit the schema'
        : `${first.path === '' ? 'the arguments' : first.path} ${first.message}`;
    },
    notes,
    isCertain: compiled.notChecked.length === 0,
  };
  if (made === undefined || arbitrary === undefined) return model;
  return canBeObject(made) ? { ...model, arbitrary } : model;
}

/** Nothing is asked of a filter before it is known that something passes it. */
function canBeObject(made: fc.Arbitrary<JsonValue>): boolean {
  return fc.sample(made, { seed: 1, numRuns: 30 }).every(isJsonObject);
}

/** Valid arguments that the model gives first; always the same ones. Undefined where none of many tries was valid. */
export function firstValid({ arbitrary, faultOf }: ArgumentModel, seed: number): JsonObject | undefined {
  if (arbitrary === undefined) return undefined;
  return fc.sample(arbitrary, { seed, numRuns: maxTries }).find((args) => faultOf(args) === undefined);
}

/** Schemas without `$schema` that are written as of old, with flags for exclusive bounds, say, are taken as they are meant. */
export function compileTolerantly(
  schema: JsonObject,
): CompiledSchema | Extract<ReturnType<typeof compileSchema>, { ok: false }> {
  const compiled = compileSchema(schema);
  if (compiled.ok || compiled.why !== 'invalid') return compiled;
  const { $schema: _, ...rest } = schema;
  for (const dialect of older) {
    const again = compileSchema(rest, dialect);
    if (again.ok) return again;
  }
  return compiled;
}

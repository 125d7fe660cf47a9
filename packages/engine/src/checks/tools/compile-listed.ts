import { isJsonObject, type JsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import { type CompiledSchema, compileSchema, type UncompiledSchema } from '../../json-schema/compile-schema.ts';

/** The schemas of one tool that were compiled, by their JSON text: lists come many times in a run. */
const compiled = new Map<string, CompiledSchema | UncompiledSchema>();
const maxKept = 2_000;

/**
 * A tool's schema as the revision reads it. Since 2025-11-25 one without `$schema` is of 2020-12; before, nothing was
 * said, so it may be of draft-07 as well.
 */
export function compileListed(schema: JsonValue, revision: Revision): CompiledSchema | UncompiledSchema {
  const isSettled = revision >= '2025-11-25' || (isJsonObject(schema) && schema.$schema !== undefined);
  const key = `${isSettled} ${JSON.stringify(schema)}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const asNewest = compileSchema(schema, '2020-12');
  const result = asNewest.ok || isSettled ? asNewest : pick(asNewest, compileSchema(schema, 'draft-07'));
  if (compiled.size >= maxKept) compiled.clear();
  compiled.set(key, result);
  return result;
}

function pick(first: UncompiledSchema, second: CompiledSchema | UncompiledSchema) {
  return second.ok ? second : first;
}

/** The schemas a tool publishes. */
export function schemasOf(tool: JsonObject): { what: string; schema: JsonValue }[] {
  return ['inputSchema', 'outputSchema'].flatMap((what) => {
    const schema = tool[what];
    return schema === undefined ? [] : [{ what, schema }];
  });
}

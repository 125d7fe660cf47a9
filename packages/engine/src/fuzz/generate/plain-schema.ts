import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { mergeSchemas } from './merge-schemas.ts';
import { resolveLocal } from './resolve-local.ts';

const maxSteps = 20;
const references = ['$ref', '$dynamicRef', '$recursiveRef'] as const;

export interface PlainSchema {
  /** Without references and `allOf`. Undefined where nothing can fit. */
  schema: JsonObject | undefined;
  /** How many references were followed on the way. */
  followed: number;
  /** What could not be followed. */
  lost: string[];
}

/** Follows references and merges `allOf`, so that what is left can be read keyword by keyword. */
export function plainSchemaOf(schema: JsonValue, root: JsonValue): PlainSchema {
  let at: JsonValue | undefined = schema;
  let followed = 0;
  const lost: string[] = [];
  for (let step = 0; step < maxSteps && isJsonObject(at); step++) {
    const current: JsonObject = at;
    const keyword = references.find((name) => typeof current[name] === 'string');
    if (keyword !== undefined) {
      const { [keyword]: reference, ...rest } = current;
      const target = resolveLocal(String(reference), root);
      followed++;
      if (target === undefined) lost.push(String(reference));
      at = target === undefined ? rest : mergeSchemas(target, rest);
      continue;
    }
    const { allOf, ...rest } = current;
    if (!Array.isArray(allOf)) return { schema: current, followed, lost };
    at = allOf.reduce<JsonValue | undefined>(
      (merged, one) => (merged === undefined ? undefined : mergeSchemas(merged, one)),
      rest,
    );
  }
  if (at === undefined || at === false) return { schema: undefined, followed, lost };
  return { schema: isJsonObject(at) ? withoutReferences(at) : {}, followed, lost };
}

/** A chain that never ends is cut. */
function withoutReferences(schema: JsonObject): JsonObject {
  const left = Object.entries(schema).filter(([name]) => name !== 'allOf' && !references.some((one) => one === name));
  return Object.fromEntries(left);
}

import * as contracts from '@mcp-lab/contracts';
import { z } from 'zod';

/** A JSON Schema as it stands in the document. */
export type JsonSchema = Record<string, unknown>;

/** The models that get a name in the document: `serverSchema` becomes `Server`. */
function namedModels(): [name: string, schema: z.ZodType][] {
  return Object.entries(contracts).flatMap(([exportName, value]) => {
    if (!exportName.endsWith('Schema') || !(value instanceof z.ZodObject)) return [];
    const name = exportName.slice(0, -'Schema'.length);
    return [[name.charAt(0).toUpperCase() + name.slice(1), value]];
  });
}

const unnamed = new Set(['Empty', 'IdParams', 'PageQuery']);
const registry = z.registry<{ id: string }>();
for (const [name, schema] of namedModels()) if (!unnamed.has(name)) registry.add(schema, { id: name });

// It recurses, so it needs a name in outputs as it has one in inputs.
registry.add(contracts.jsonValueSchema, { id: 'JsonValue' });

/** Collects the named models the document needs while schemas are printed. */
export class SchemaPrinter {
  readonly components: Record<string, JsonSchema> = {};

  /** What the server answers: fields with defaults are always there. */
  printOutput(schema: z.ZodType): JsonSchema {
    const { $defs, $schema, ...printed } = z.toJSONSchema(schema, {
      io: 'output',
      metadata: registry,
      unrepresentable: 'any',
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    for (const [name, definition] of Object.entries($defs ?? {})) this.#keep(name, definition);
    const name = registry.get(schema)?.id;
    if (name === undefined) return rewriteReferences(printed);
    this.#keep(name, printed);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** What a caller sends: fields with defaults may be left out. */
  printInput(schema: z.ZodType): JsonSchema {
    const { $defs, $schema, ...printed } = z.toJSONSchema(schema, {
      io: 'input',
      unrepresentable: 'any',
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    for (const [name, definition] of Object.entries($defs ?? {})) this.#keep(name, definition);
    return rewriteReferences(printed);
  }

  #keep(name: string, definition: JsonSchema): void {
    const { id, $id, ...rest } = definition;
    this.components[name] = rewriteReferences(rest);
  }
}

function rewriteReferences<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(rewriteReferences) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === '$ref' && typeof inner === 'string'
      ? inner.replace('#/$defs/', '#/components/schemas/')
      : rewriteReferences(inner),
  ]);
  return Object.fromEntries(entries);
}

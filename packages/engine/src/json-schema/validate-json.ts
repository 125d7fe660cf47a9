import type { JsonValue } from '@mcp-lab/wire';
import { compileSchema, type SchemaValidation } from './compile-schema.ts';
import type { SchemaDialect } from './dialect.ts';

/** Validates once. A schema that is none makes everything invalid, with that as the reason. */
export function validateJson(schema: JsonValue, instance: JsonValue, dialect?: SchemaDialect): SchemaValidation {
  const compiled = compileSchema(schema, dialect);
  if (compiled.ok) return compiled.validate(instance);
  if (compiled.why !== 'invalid') return { valid: true, errors: [], notChecked: [compiled.problem] };
  return { valid: false, errors: [{ path: '', message: `cannot be judged: ${compiled.problem}` }], notChecked: [] };
}

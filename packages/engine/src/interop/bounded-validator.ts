import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { JsonSchemaType, JsonSchemaValidator, jsonSchemaValidator } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { compileSchema } from '../json-schema/compile-schema.ts';
import { measureJson } from '../json-schema/measure-json.ts';

/** A schema with fewer values than this compiles at once. */
const maxValues = 2_000;

/**
 * The official client's own validation of results, so that what it refuses is refused here; but a schema that brings
 * patterns or is very large is judged by ours: the client would run a stranger's patterns with backtracking.
 */
export function createBoundedValidator(): jsonSchemaValidator {
  const official = new AjvJsonSchemaValidator();
  return {
    getValidator<T>(schema: JsonSchemaType): JsonSchemaValidator<T> {
      if (isHarmless(schema as JsonValue)) return official.getValidator<T>(schema);
      const compiled = compileSchema(schema as JsonValue);
      return (input) => {
        const verdict = compiled.ok ? compiled.validate(input as JsonValue) : { valid: true, errors: [] };
        if (verdict.valid) return { valid: true, data: input as T, errorMessage: undefined };
        const [error] = verdict.errors;
        const errorMessage = `the result does not fit the output schema${error === undefined ? '' : ` (${JSON.stringify(error).slice(0, 200)})`}`;
        return { valid: false, data: undefined, errorMessage };
      };
    },
  };
}

function isHarmless(schema: JsonValue): boolean {
  if (measureJson(schema, maxValues).values > maxValues) return false;
  const stack: JsonValue[] = [schema];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (isJsonObject(value) && (Object.hasOwn(value, 'pattern') || Object.hasOwn(value, 'patternProperties')))
      return false;
    if (typeof value === 'object' && value !== null) stack.push(...Object.values(value));
  }
  return true;
}

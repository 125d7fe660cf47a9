import type { JsonValue } from '@mcp-lab/wire';
import { FunctionExpressionType, JSONPathEnvironment } from 'json-p3';
import { RE2JS } from 're2js';

/** As deep as the wire lets a peer's JSON be. */
const maxDepth = 1_000;

const environment = new JSONPathEnvironment({ maxRecursionDepth: maxDepth });
// The filter functions of RFC 9535, on a peer's text: in linear time instead of JavaScript's own.
for (const name of ['match', 'search'] as const) {
  environment.functionRegister.set(name, {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call(text: unknown, pattern: unknown) {
      if (typeof text !== 'string' || typeof pattern !== 'string') return false;
      try {
        const matcher = RE2JS.compile(pattern).matcher(text);
        return name === 'match' ? matcher.matches() : matcher.find();
      } catch {
        // RFC 9535, 2.4.6: a pattern that is none gives LogicalFalse.
        return false;
      }
    },
  });
}

/** Selects values of a document; throws Error where the document is nested too deep to search. */
export type JsonPathQuery = (document: JsonValue) => JsonValue[];

/** A JSONPath of RFC 9535, ready to be applied. Throws Error with a sentence for people on one that is none. */
export function compileJsonPath(path: string): JsonPathQuery {
  try {
    const query = environment.compile(path);
    return (document) => query.query(document).values() as JsonValue[];
  } catch (error) {
    throw new Error(`${path} is no JSONPath: ${error instanceof Error ? error.message : String(error)}`);
  }
}

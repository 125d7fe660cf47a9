import { isJsonObject, type JsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import { compileListed } from './compile-listed.ts';

const noExpression = 'no regular expression';

/**
 * What is wrong with a schema a tool publishes. `doubt` is something the dialect leaves open and clients stumble over.
 * A dialect nobody here knows, or a schema too large to look into, is not held against anybody.
 */
export function findSchemaFault(
  schema: JsonValue,
  revision: Revision,
  demandsObject: boolean,
): { fault?: string; doubt?: string } {
  const compiled = compileListed(schema, revision);
  if (!compiled.ok) return compiled.why === 'invalid' ? { fault: compiled.problem } : {};
  if (demandsObject && (!isJsonObject(schema) || schema.type !== 'object')) {
    return { fault: `the root must have "type": "object", not ${describeType(schema)}` };
  }
  const doubt = compiled.notChecked.find((text) => text.includes(noExpression));
  return doubt === undefined ? {} : { doubt };
}

function describeType(schema: JsonValue): string {
  const { type }: JsonObject = isJsonObject(schema) ? schema : {};
  return type === undefined ? 'none' : JSON.stringify(type).slice(0, 60);
}

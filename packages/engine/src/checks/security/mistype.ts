import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

/** Values no reasonable conversion makes into one of the type. */
const wrongFor: Readonly<Record<string, JsonValue>> = {
  string: { 'mcp-lab': ['no', 'text'] },
  number: 'mcp-lab is no number',
  integer: 'mcp-lab is no number',
  boolean: 'mcp-lab is no boolean',
  array: 'mcp-lab is no list',
  object: 'mcp-lab is no object',
};

/** The arguments with one of the wrong type; undefined where the schema says nothing about any. */
export function mistype(
  schema: JsonValue | undefined,
  args: JsonObject,
): { what: string; arguments: JsonObject } | undefined {
  if (!isJsonObject(schema) || !isJsonObject(schema.properties)) return undefined;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const names = Object.keys(schema.properties).sort(
    (left, right) => Number(required.includes(right)) - Number(required.includes(left)),
  );
  for (const name of names) {
    const property = schema.properties[name];
    // One that is mirrored into a header would be refused for the header.
    if (!isJsonObject(property) || 'x-mcp-header' in property || typeof property.type !== 'string') continue;
    const wrong = wrongFor[property.type];
    if (wrong === undefined) continue;
    return { what: `${JSON.stringify(wrong)} for ${name}`, arguments: { ...args, [name]: wrong } };
  }
  return undefined;
}

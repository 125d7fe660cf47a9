import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

const unlikelyNumber = 987_654;

/** Arguments of the right types with values that nobody has: the tool runs, and has to say that it found nothing. */
export function unlikelyArguments({ inputSchema }: JsonObject, args: JsonObject, word: string): JsonObject {
  const properties = isJsonObject(inputSchema) && isJsonObject(inputSchema.properties) ? inputSchema.properties : {};
  const changed = Object.entries(args).map(([name, value]): [string, JsonValue] => {
    const schema = properties[name];
    const isChosen = isJsonObject(schema) && (schema.enum !== undefined || schema.const !== undefined);
    if (isChosen) return [name, value];
    if (typeof value === 'string' && !/^[a-z][a-z0-9+.-]*:/i.test(value)) return [name, word];
    return [name, typeof value === 'number' ? unlikelyNumber : value];
  });
  return Object.fromEntries(changed);
}

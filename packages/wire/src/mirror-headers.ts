import type { Header } from './channel.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

/** Which parameter `Mcp-Name` repeats. */
const nameSources: Record<string, string | undefined> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
};

/** The headers a modern request repeats from its body: `Mcp-Method`, and `Mcp-Name` where the method has one. */
export function mirrorHeaders(method: string, params: JsonObject | undefined): Header[] {
  const headers: Header[] = [['Mcp-Method', encodeHeaderValue(method)]];
  const source = nameSources[method];
  const name = source === undefined ? undefined : params?.[source];
  if (typeof name === 'string') headers.push(['Mcp-Name', encodeHeaderValue(name)]);
  return headers;
}

/**
 * The `Mcp-Param-*` headers of a tool call, for the arguments whose schema is annotated with `x-mcp-header`. Absent and
 * null arguments have none. Ready to be given as `headers` of a request.
 */
export function mirrorParameters(inputSchema: JsonValue | undefined, args: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  const stack: [JsonValue | undefined, JsonValue | undefined][] = [[inputSchema, args]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [schema, value] = pair;
    if (!isJsonObject(schema)) continue;
    const name = schema['x-mcp-header'];
    const text = printPrimitive(value);
    if (typeof name === 'string' && text !== undefined) headers[`Mcp-Param-${name}`] = encodeHeaderValue(text);
    if (!isJsonObject(schema.properties) || !isJsonObject(value)) continue;
    for (const [key, child] of Object.entries(schema.properties)) stack.push([child, value[key]]);
  }
  return headers;
}

/** A header value by the rules of 2026-07-28: plain where it is safe ASCII, in the Base64 sentinel where it is not. */
export function encodeHeaderValue(value: string): string {
  const isPlain = /^[\t\x20-\x7e]+$/.test(value) && value === value.trim() && !/^=\?base64\?.*\?=$/.test(value);
  return isPlain ? value : `=?base64?${Buffer.from(value, 'utf8').toString('base64')}?=`;
}

function printPrimitive(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value))) return String(value);
  return undefined;
}

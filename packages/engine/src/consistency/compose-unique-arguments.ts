import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { sampleArguments } from '../surface/sample-arguments.ts';

const maxDepth = 5;
/** What a token takes, see `createTokens`. */
const tokenLength = 19;
const placeholder = '${unique}';
/** Formats whose texts may hold a token. */
const withToken: Record<string, string> = {
  email: `${placeholder}@example.com`,
  uri: `https://example.com/${placeholder}`,
  url: `https://example.com/${placeholder}`,
};

/**
 * Arguments with `${unique}` in every text that is free to choose, and one item in every list: what is required, or, where
 * nothing is, the first text. Undefined where no text is free or nothing fitting could be made up.
 */
export function composeUniqueArguments(inputSchema: JsonValue | undefined): JsonObject | undefined {
  if (!isJsonObject(inputSchema)) return undefined;
  const composed = composeObject(inputSchema, 0) ?? undefined;
  return composed !== undefined && JSON.stringify(composed).includes(placeholder) ? composed : undefined;
}

function compose(schema: JsonValue | undefined, depth: number): JsonValue | undefined {
  if (!isJsonObject(schema) || depth > maxDepth) return undefined;
  const { type } = schema;
  const hasChoice = schema.const !== undefined || schema.enum !== undefined;
  if (type === 'string' && !hasChoice) return composeString(schema) ?? sampled(schema);
  if (type === 'object' || (type === undefined && schema.properties !== undefined)) return composeObject(schema, depth);
  if (type === 'array') {
    const item = compose(schema.items, depth + 1);
    return item === undefined || schema.maxItems === 0 ? sampled(schema) : [item];
  }
  return sampled(schema);
}

function composeObject(schema: JsonObject, depth: number): JsonObject | undefined {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = (Array.isArray(schema.required) ? schema.required : []).filter((name) => typeof name === 'string');
  const isText = (name: string) => isJsonObject(properties[name]) && properties[name].type === 'string';
  const names = required.length > 0 ? required : Object.keys(properties).filter(isText).slice(0, 1);
  const composed: JsonObject = {};
  for (const name of names) {
    const value = compose(Object.hasOwn(properties, name) ? properties[name] : undefined, depth + 1);
    if (value === undefined) return undefined;
    composed[name] = value;
  }
  return composed;
}

function composeString({ format, pattern, maxLength }: JsonObject): string | undefined {
  if (pattern !== undefined) return undefined;
  const text = typeof format === 'string' ? withToken[format] : placeholder;
  if (text === undefined) return undefined;
  const length = text.length - placeholder.length + tokenLength;
  return typeof maxLength === 'number' && maxLength < length ? undefined : text;
}

/** What `sampleArguments` makes up for one value. */
function sampled(schema: JsonObject): JsonValue | undefined {
  return sampleArguments({ type: 'object', properties: { value: schema }, required: ['value'] })?.value;
}

import { isJsonObject, type JsonObject } from '@mcp-lab/wire';

export type ParameterKind = 'path' | 'url';

/** A text that a tool takes. */
export interface TextParameter {
  /** Where it stands in the arguments; a list's one item is `0`. */
  path: string[];
  /** As people would write it: `options.path`. */
  name: string;
  schema: JsonObject;
  /** What it looks like; empty for just a text. */
  kinds: Set<ParameterKind>;
}

const maxDepth = 3;
const maxParameters = 12;

const pathName =
  /^(?:file_?)?(?:paths?|file|files|filename|filenames|filepath|dir|directory|directories|folder|cwd|root|workspace)$/i;
const pathWord = /(?:^|[_-])(?:path|paths|file|filename|filepath|dir|directory|folder|cwd)(?:$|[_-])/i;
const camelPath = /(?:Path|Paths|File|Filename|Dir|Directory|Folder)$/;
const pathText =
  /\b(?:path (?:of|to)|(?:file|directory|folder)(?:'s)? (?:path|name)|(?:relative|absolute) path|path\b.{0,30}\b(?:file|directory|folder))\b/i;
const urlName = /(?:^|[_-])(?:url|urls|uri|uris|href|link|endpoint|webhook|callback)(?:$|[_-])/i;
const camelUrl = /(?:Url|URL|Uri|URI|Href|Endpoint|Webhook)s?$/;
const urlText = /\bURLs?\b|\bhttps?:\/\//;

/**
 * The texts that a tool takes, with what they look like by name, format and description. Those with fixed values are left
 * out. What the schema says nothing of, but `args`, which work, hold, is taken too.
 */
export function findParameters({ inputSchema }: JsonObject, args: JsonObject = {}): TextParameter[] {
  const found: TextParameter[] = [];
  if (isJsonObject(inputSchema)) collect(inputSchema, [], found, 0);
  const properties = isJsonObject(inputSchema) && isJsonObject(inputSchema.properties) ? inputSchema.properties : {};
  for (const [name, value] of Object.entries(args)) {
    if (typeof value !== 'string' || Object.hasOwn(properties, name)) continue;
    found.push({ path: [name], name, schema: {}, kinds: kindsOf([name], {}) });
  }
  return found.slice(0, maxParameters);
}

function collect(schema: JsonObject, path: string[], found: TextParameter[], depth: number): void {
  if (depth > maxDepth || found.length >= maxParameters) return;
  const alternatives = [schema.anyOf, schema.oneOf].find(Array.isArray) ?? [];
  for (const branch of alternatives) {
    if (isJsonObject(branch))
      collect({ ...branch, description: branch.description ?? schema.description ?? '' }, path, found, depth + 1);
  }
  if (isText(schema)) {
    const isKnown = found.some((other) => other.path.join('\n') === path.join('\n'));
    if (path.length > 0 && !isKnown) found.push({ path, name: nameOf(path), schema, kinds: kindsOf(path, schema) });
    return;
  }
  if (isJsonObject(schema.items)) collect(schema.items, [...path, '0'], found, depth + 1);
  if (!isJsonObject(schema.properties)) return;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = Object.entries(schema.properties).sort(
    ([left], [right]) => Number(required.includes(right)) - Number(required.includes(left)),
  );
  for (const [name, property] of properties) {
    if (isJsonObject(property)) collect(property, [...path, name], found, depth + 1);
  }
}

function isText({ type, enum: choices, const: only }: JsonObject): boolean {
  if (choices !== undefined || only !== undefined) return false;
  return Array.isArray(type) ? type.includes('string') : type === 'string';
}

function nameOf(path: readonly string[]): string {
  return path
    .map((part) => (part === '0' ? '[]' : part))
    .join('.')
    .replaceAll('.[]', '[]');
}

function kindsOf(path: readonly string[], { format, description }: JsonObject): Set<ParameterKind> {
  const name = path.findLast((part) => part !== '0') ?? '';
  const text = typeof description === 'string' ? description.slice(0, 2_000) : '';
  const kinds = new Set<ParameterKind>();
  const isUrl = format === 'uri' || format === 'url' || urlName.test(name) || camelUrl.test(name);
  const isPath = pathName.test(name) || pathWord.test(name) || camelPath.test(name);
  if (isUrl || (!isPath && urlText.test(text))) kinds.add('url');
  if (isPath || (!isUrl && pathText.test(text))) kinds.add('path');
  return kinds;
}

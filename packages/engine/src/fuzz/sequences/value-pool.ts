import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { textOfResult } from '../../functional/text-of-result.ts';

/** A value that a result gave, and where it stood. */
export interface PooledValue {
  name: string;
  value: string | number;
  /** Position in the sequence of the call that gave it. */
  step: number;
  /** JSONPath into its result; absent where it was read out of a text. */
  path?: string;
}

const maxValues = 200;
const maxDepth = 6;
const maxTextLength = 20_000;
const idLike = /\b([A-Za-z_]*(?:id|name|key|token|uri|path|handle|slug))["']?\s*[:=]\s*["']?([\w./:-]{1,100})/gi;

/** Ids, names and links that a result holds: members of structured content or of JSON in a text, links, `id: …` in a text. */
export function valuesOf(result: JsonValue | undefined, step: number): PooledValue[] {
  if (!isJsonObject(result)) return [];
  const values: PooledValue[] = [];
  const add = (value: PooledValue) => {
    // What stands in structured content as well is better taken from there.
    const isKnown = value.path === undefined && values.some((known) => known.value === value.value);
    if (!isKnown && values.length < maxValues && String(value.value).length <= 500) values.push(value);
  };
  walk(result.structuredContent, '', '$.structuredContent', step, add, 0);
  for (const [index, block] of (Array.isArray(result.content) ? result.content : []).entries()) {
    if (!isJsonObject(block) || block.type !== 'resource_link') continue;
    const at = `$.content[${index}]`;
    for (const name of ['uri', 'name']) {
      const value = block[name];
      if (typeof value === 'string') add({ name, value, step, path: `${at}.${name}` });
    }
  }
  const text = textOfResult(result as JsonObject).slice(0, maxTextLength);
  walk(parse(text), '', undefined, step, add, 0);
  for (const [, name = '', value = ''] of text.matchAll(idLike)) add({ name, value, step });
  return values;
}

function walk(
  value: JsonValue | undefined,
  name: string,
  path: string | undefined,
  step: number,
  add: (value: PooledValue) => void,
  depth: number,
): void {
  if (depth > maxDepth || value === undefined || value === null) return;
  if (typeof value === 'string' || typeof value === 'number') {
    if (name !== '' && value !== '') add({ name, value, step, ...(path !== undefined && { path }) });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.slice(0, 20).entries()) {
      walk(item, name, path && `${path}[${index}]`, step, add, depth + 1);
    }
  } else if (isJsonObject(value)) {
    for (const [member, item] of Object.entries(value).slice(0, 50)) {
      walk(item, member, path && `${path}[${JSON.stringify(member)}]`, step, add, depth + 1);
    }
  }
}

/** Whether a property looks as if it wanted a value of this name: `noteId` and `note_id` want `id`, `userNames` a `userName`. */
export function looksAlike(property: string, name: string): boolean {
  const [wanted, given] = [property, name].map((text) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .replace(/s$/, ''),
  );
  if (wanted === undefined || given === undefined || wanted === '' || given === '') return false;
  if (wanted === given) return true;
  const [long, short] = wanted.length > given.length ? [wanted, given] : [given, wanted];
  return ['id', 'name', 'key', 'uri', 'url', 'path', 'token', 'handle', 'slug'].includes(short) && long.endsWith(short);
}

function parse(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Most texts are no JSON.
    return undefined;
  }
}

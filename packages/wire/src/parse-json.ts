import type { JsonValue } from './json.ts';

export type ParsedJson = { ok: true; value: JsonValue } | { ok: false; reason: string };

/**
 * Parses the JSON of a hostile peer.
 * - nesting deeper than `maxDepth` is refused before `JSON.parse` sees it, which would block for seconds on 10 MB of
 *   brackets and hand out a tree that breaks every recursive reader
 * - own `__proto__` keys are dropped, since `Object.assign` would turn them into a prototype
 * - of duplicate keys the last one wins, as RFC 8259 leaves open and every JavaScript client does
 * Invalid UTF-8 is read leniently, as clients do: whoever judges it looks at the raw bytes.
 */
export function parseJson(bytes: Uint8Array, maxDepth: number): ParsedJson {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length === 0) return { ok: false, reason: 'empty' };
  if (isDeeperThan(buffer, maxDepth)) return { ok: false, reason: `nested deeper than ${maxDepth}` };
  const text = buffer.toString('utf8');
  try {
    const value = JSON.parse(text) as JsonValue;
    // A key spelled with \u escapes is the same key.
    if (text.includes('__proto__') || text.includes('\\u00')) dropProtoKeys(value);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isDeeperThan(buffer: Buffer, maxDepth: number): boolean {
  // Almost every message has fewer openings than the cap: two native searches settle it.
  if (buffer.length <= maxDepth) return false;
  const objects = countUpTo(buffer, OPEN_OBJECT, maxDepth);
  if (objects + countUpTo(buffer, OPEN_ARRAY, maxDepth) <= maxDepth) return false;
  return scanDepth(buffer, maxDepth);
}

function countUpTo(buffer: Buffer, byte: number, limit: number): number {
  let count = 0;
  for (let at = buffer.indexOf(byte); at !== -1 && count <= limit; at = buffer.indexOf(byte, at + 1)) count++;
  return count;
}

function scanDepth(buffer: Buffer, maxDepth: number): boolean {
  let depth = 0;
  for (let at = 0; at < buffer.length; at++) {
    const byte = buffer[at];
    if (byte === QUOTE) {
      const end = findStringEnd(buffer, at + 1);
      if (end === -1) return false;
      at = end;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (++depth > maxDepth) return true;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      depth--;
    }
  }
  return false;
}

/** The index of the quote that ends the string, or -1: an unterminated string cannot parse anyway. */
function findStringEnd(buffer: Buffer, from: number): number {
  for (let quote = buffer.indexOf(QUOTE, from); quote !== -1; quote = buffer.indexOf(QUOTE, quote + 1)) {
    let backslashes = 0;
    while (quote - 1 - backslashes >= from && buffer[quote - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote;
  }
  return -1;
}

function dropProtoKeys(root: JsonValue): void {
  const stack: JsonValue[] = [root];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
    for (const child of Object.values(value)) if (typeof child === 'object') stack.push(child);
  }
}

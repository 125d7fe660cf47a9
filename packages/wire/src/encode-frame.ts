import { isUtf8 } from 'node:buffer';
import type { Frame } from './frame.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { parseJson } from './parse-json.ts';
import { defaultLimits } from './resolve-limits.ts';

/**
 * A frame as JSON, for storage: `raw` becomes `text` where the bytes are UTF-8 and `base64` where they are not.
 * The parsed `json` is left out, since it follows from the bytes; so is every absent field.
 */
export function encodeFrame(frame: Frame): JsonObject {
  const { raw, json, http, sse, ...rest } = frame;
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const encoded: JsonObject = {};
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) encoded[key] = value;
  if (isUtf8(bytes)) encoded.text = bytes.toString('utf8');
  else encoded.base64 = bytes.toString('base64');
  if (json !== undefined) encoded.parsed = true;
  if (http !== undefined) encoded.http = dropAbsent({ ...http });
  if (sse !== undefined) encoded.sse = dropAbsent({ ...sse });
  return encoded;
}

/** Turns what `encodeFrame` wrote into the frame it was. Throws TypeError on anything else. */
export function decodeFrame(encoded: JsonObject, maxDepth: number = defaultLimits.maxDepth): Frame {
  const { text, base64, parsed, ...rest } = encoded;
  let raw: Buffer;
  if (typeof text === 'string') raw = Buffer.from(text, 'utf8');
  else if (typeof base64 === 'string') raw = Buffer.from(base64, 'base64');
  else throw new TypeError('An encoded frame has its bytes in `text` or `base64`.');
  if (typeof rest.seq !== 'number' || typeof rest.kind !== 'string' || typeof rest.connection !== 'number') {
    throw new TypeError('An encoded frame has `seq`, `kind` and `connection`.');
  }
  const frame = { ...rest, raw } as unknown as Frame;
  if (parsed === true) {
    const again = parseJson(raw, maxDepth);
    if (!again.ok) throw new TypeError(`The stored bytes of frame ${frame.seq} no longer parse: ${again.reason}`);
    frame.json = again.value;
  }
  return frame;
}

function dropAbsent(object: Record<string, JsonValue | undefined>): JsonObject {
  const present: JsonObject = {};
  for (const [key, value] of Object.entries(object)) if (value !== undefined) present[key] = value;
  return present;
}

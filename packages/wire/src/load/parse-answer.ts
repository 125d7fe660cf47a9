import type { JsonValue } from '../json.ts';
import { type ParsedJson, parseJson } from '../parse-json.ts';
import { defaultLimits } from '../resolve-limits.ts';

/** Nesting in fewer bytes than these is parsed in no time. */
const smallBytes = 16 * 1024;
const notJson: ParsedJson = { ok: false, reason: 'not JSON' };

/** As `parseJson`, for what is looked at and not kept: small answers are not searched for depth and keys that could harm. */
export function parseAnswer(bytes: Buffer): ParsedJson {
  if (bytes.length > smallBytes) return parseJson(bytes, defaultLimits.maxDepth);
  try {
    return { ok: true, value: JSON.parse(bytes.toString('utf8')) as JsonValue };
  } catch {
    return notJson;
  }
}

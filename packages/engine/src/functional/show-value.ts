import type { JsonValue } from '@mcp-lab/wire';

const maxLength = 200;

/** A value in a sentence: its JSON, cut where it gets long. */
export function showValue(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text;
}

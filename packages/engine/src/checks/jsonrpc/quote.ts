import type { Frame, JsonValue } from '@mcp-lab/wire';

const maxQuoteLength = 160;

/** A value as JSON, shortened. Control characters of a hostile peer come out escaped. */
export function quoteJson(value: JsonValue | undefined, maxLength = maxQuoteLength): string {
  return shorten(value === undefined ? 'nothing' : JSON.stringify(value), maxLength);
}

/** The bytes of a frame as text: its JSON where it has some, else the raw text as a JSON string. */
export function quoteFrame(frame: Frame, maxLength = maxQuoteLength): string {
  if (frame.json !== undefined) return quoteJson(frame.json, maxLength);
  const head = Buffer.from(frame.raw.subarray(0, maxLength * 4)).toString('utf8');
  return shorten(JSON.stringify(head), maxLength);
}

function shorten(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}

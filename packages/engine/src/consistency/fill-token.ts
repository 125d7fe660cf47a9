import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Token } from './unique-tokens.ts';

/** Puts a token where `${unique}` and `${n}` stand; a string that is just `${n}` becomes the number. */
export function fillToken<T extends JsonValue>(value: T, token: Token): T {
  return fill(value, token) as T;
}

/** The same within a text. */
export function fillText(text: string, { unique, n }: Token): string {
  return text.replaceAll('${unique}', unique).replaceAll('${n}', String(n));
}

/** Whether what a value asks for is different for each token. */
export function namesToken(value: JsonValue): boolean {
  return JSON.stringify(value).includes('${unique}');
}

function fill(value: JsonValue, token: Token): JsonValue {
  if (typeof value === 'string') return value === '${n}' ? token.n : fillText(value, token);
  if (Array.isArray(value)) return value.map((item) => fill(item, token));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member, token)] as const));
}

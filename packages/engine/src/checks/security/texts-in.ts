import { isJsonObject, type JsonValue } from '@mcp-lab/wire';

/** Every string in a value, member names left out. */
export function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

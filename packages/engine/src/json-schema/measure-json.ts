import type { JsonValue } from '@mcp-lab/wire';

export interface JsonSize {
  /** Of the deepest value; a scalar has depth 0. */
  depth: number;
  /** Values of all kinds. */
  values: number;
  /** UTF-16 units of strings and member names. */
  characters: number;
}

/** Counts without recursion, since the value is a peer's, and stops when there are more than `maxValues`. */
export function measureJson(root: JsonValue, maxValues = Number.POSITIVE_INFINITY): JsonSize {
  const size: JsonSize = { depth: 0, values: 0, characters: 0 };
  const stack: { value: JsonValue; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = stack.pop(); next !== undefined && size.values <= maxValues; next = stack.pop()) {
    const { value, depth } = next;
    size.values++;
    size.depth = Math.max(size.depth, depth);
    if (typeof value === 'string') size.characters += value.length;
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) for (const name of Object.keys(value)) size.characters += name.length;
    for (const child of Object.values(value)) stack.push({ value: child as JsonValue, depth: depth + 1 });
  }
  return size;
}

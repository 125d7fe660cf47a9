import type { Header } from './channel.ts';

/**
 * Adds or replaces headers by name without regard to case; null removes. The newcomer's case and repeats are kept, and
 * two spellings of one name among the changes are two headers: that is how a test sends duplicates.
 */
export function mergeHeaders(base: Header[], changes: Record<string, string | string[] | null> | undefined): Header[] {
  if (changes === undefined) return base;
  const changed = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  const merged = base.filter(([name]) => !changed.has(name.toLowerCase()));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) merged.push([name, one]);
  }
  return merged;
}

/** The value of the first header of this (lower-case) name. */
export function findHeader(headers: readonly Header[] | undefined, name: string): string | undefined {
  return headers?.find(([present]) => present.toLowerCase() === name)?.[1];
}

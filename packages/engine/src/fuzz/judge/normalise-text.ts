/** A text without what differs from call to call: quoted parts, numbers, long words. For grouping, not for reading. */
export function normaliseText(text: string): string {
  return text
    .slice(0, 2_000)
    .replace(/"(?:[^"\\]|\\.){0,400}"|'[^']{0,400}'|`[^`]{0,400}`/g, '"…"')
    .replace(/\breceived \S+/gi, 'received …')
    .replace(/\b[0-9a-f]{8,}\b/gi, '#')
    .replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/gi, '#')
    .replace(/[^\x20-\x7e…]+/g, '?')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160);
}

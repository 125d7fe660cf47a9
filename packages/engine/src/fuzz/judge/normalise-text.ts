/** A text without what differs from call to call: quoted parts, numbers, long words. For grouping, not for reading. */
export function normaliseText(text: string): string {
  return text
    .slice(0, 20_000)
    .replace(/\breceived .{0,20000}? at /gi, 'received … at ')
    .replace(/"(?:[^"\\]|\\.){0,20000}"|'[^']{0,20000}'|`[^`]{0,20000}`/g, '"…"')
    .replace(/\breceived \S+/gi, 'received …')
    .replace(/\b[0-9a-f]{8,}\b/gi, '#')
    .replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/gi, '#')
    .replace(/[^\x20-\x7e…]+/g, '?')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160);
}

/** `metric: expression` as the two parts of a threshold; a colon between braces belongs to the name of a call. */
export function splitObjective(text: string): { metric: string; expression: string } | undefined {
  const match = /^([^{:]*(?:\{[^}]*\})?[^:]*):(.*)$/s.exec(text);
  return match === null ? undefined : { metric: (match[1] ?? '').trim(), expression: (match[2] ?? '').trim() };
}

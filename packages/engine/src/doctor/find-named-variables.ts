/** What a program says of a variable it misses. */
const complaint =
  /not (set|found|defined|provided|configured|specified|present)|unset|missing|requires?\b|required|undefined|must (be|set|provide|have)|please (set|provide|export|configure)|environment variable|env(ironment)? var|is empty|KeyError|expected|no \w+ (key|token) /i;
const variable = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;
/** Codes and constants that look like variables. */
const noVariables = /^(ERR_|E_|MODULE_NOT_FOUND|UV_|NODE_MODULE|UNABLE_TO_|SELF_SIGNED|DEP_|HTTP_\d|EXIT_)/;

/** Variables that the last words of a program name as missing, and that it was not given. */
export function findNamedVariables(
  words: string,
  environment: Readonly<Record<string, string>>,
): { name: string; line: string }[] {
  const found = new Map<string, string>();
  for (const line of words.slice(-8_000).split('\n').slice(-60)) {
    if (!complaint.test(line)) continue;
    for (const [name] of line.slice(0, 1_000).matchAll(variable)) {
      const isMissing = (environment[name] ?? '').trim() === '';
      if (isMissing && !noVariables.test(name) && !found.has(name)) found.set(name, line.trim().slice(0, 300));
    }
  }
  return [...found].slice(0, 5).map(([name, line]) => ({ name, line }));
}

import { RE2JS } from 're2js';

/** A pattern of a peer, run in linear time; or why it is not run at all. */
export type LinearPattern = { ok: true; cost: number; test(text: string): boolean } | { ok: false; reason: string };

const maxPatternLength = 5_000;
/** Beyond this one match costs milliseconds. */
const maxProgramSize = 10_000;
/** Back-references, which RE2 would read as something else. */
const backReference = /(?:^|[^\\])(?:\\\\)*\\(?:[1-9]|k<)/;

export function compileLinearPattern(pattern: string): LinearPattern {
  if (pattern.length > maxPatternLength) return { ok: false, reason: `it has ${pattern.length} characters` };
  if (!isEcmaPattern(pattern)) return { ok: false, reason: 'it is no regular expression of ECMA-262' };
  if (backReference.test(pattern)) return { ok: false, reason: 'it has a back-reference' };
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    const cost = compiled.programSize();
    if (cost > maxProgramSize) return { ok: false, reason: 'it is too large' };
    return { ok: true, cost, test: (text) => compiled.matcher(text).find() };
  } catch {
    return { ok: false, reason: 'it needs look-around or another construct that cannot run in linear time' };
  }
}

/** The engine only parses it here; nothing is ever matched with it. */
function isEcmaPattern(pattern: string): boolean {
  return [() => new RegExp(pattern, 'u'), () => new RegExp(pattern)].some((parse) => {
    try {
      parse();
      return true;
    } catch {
      return false;
    }
  });
}

import { RE2JS } from 're2js';

/**
 * A regular expression that runs in linear time whatever the text, since the text is a peer's. Finds anywhere.
 * Throws Error with a sentence for people on a pattern RE2 does not know.
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${pattern} is no regular expression of RE2 (no look-around, no back-references): ${why}`);
  }
}

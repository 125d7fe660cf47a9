export interface TextSegment {
  text: string;
  /** For a character that would be invisible or would change how its neighbours are shown. */
  hidden: boolean;
  /** Position in the source text, a stable key. */
  at: number;
}

/**
 * Controls (but tab and line feed), zero-width, bidirectional and tag characters, odd spaces, variation selectors,
 * private use, lone surrogates: everything that lets a peer's text look like something it is not.
 */
const hiddenPattern =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the class lists the very characters that combine
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?! )\p{Zs}/gu;

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff && code !== 0xad) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** Splits a peer's text so that nothing in it is invisible; the result is still only text. */
export function revealText(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let position = 0;
  for (const match of text.matchAll(hiddenPattern)) {
    if (match[0] === '\n' || match[0] === '\t') continue;
    if (match.index > position) segments.push({ text: text.slice(position, match.index), hidden: false, at: position });
    segments.push({ text: escapeOf(match[0]), hidden: true, at: match.index });
    position = match.index + match[0].length;
  }
  if (position < text.length) segments.push({ text: text.slice(position), hidden: false, at: position });
  return segments;
}

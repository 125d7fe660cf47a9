/**
 * Characters that act instead of showing: controls (ESC, CR, backspace), formatting ones (bidirectional overrides,
 * zero-width, tags, byte-order mark), line separators, everything a renderer leaves out, surrogates that stand alone.
 */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

export interface EscapeOptions {
  /** Longest result in characters; the rest is counted at the end. Default 2000. */
  maxLength?: number;
  /** Keep line feeds and tabs as they are, for text shown in a block of its own. Default false. */
  keepLines?: boolean;
}

/**
 * Text of a peer, safe to print on a terminal or in a report: everything that would move the cursor, hide, reorder or
 * pretend is written out as `\e`, `\x07` or `\u{202e}`. Markup is the renderer's matter.
 */
export function escapePeerText(text: string, { maxLength = 2_000, keepLines = false }: EscapeOptions = {}): string {
  const kept = text.slice(0, maxLength);
  const shown = kept.replace(acting, (character) => {
    if (keepLines && (character === '\n' || character === '\t')) return character;
    return named[character] ?? escapeCode(character.codePointAt(0) ?? 0);
  });
  const left = text.length - kept.length;
  return left > 0 ? `${shown}… (${left} more characters)` : shown;
}

function escapeCode(code: number): string {
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/*
 * Characters that a person who approves a tool does not see, while a model reads each of them. Which of them are harmless
 * where is another matter: see find-hidden-text.ts.
 *
 * Sources: Unicode 16, chapters 2.14, 23.2 to 23.4; Trojan Source (CVE-2021-42574, 2021-11) for reordering; J. Rehberger,
 * "ASCII Smuggler" (2024-01) for tags; P. Butler, "Smuggling arbitrary data through an emoji" (2025-02) for variation
 * selectors; Trail of Bits, "Deceiving users with ANSI terminal codes in MCP" (2025-04) for escapes.
 */

/** Embeddings, overrides, isolates and marks: they change the order in which a text is shown. */
export const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A copy of ASCII that nothing draws. */
export const tagCharacter = /[\u{e0000}-\u{e007f}]/u;

/** Filler, joiners of mathematics and words, soft hyphen, byte-order mark. Zero-width (non-)joiners stand apart: many scripts need them. */
export const invisible =
  /\u00ad|\u034f|[\u115f\u1160]|[\u17b4\u17b5]|[\u180b-\u180e]|\u200b|[\u2060-\u2065]|[\u206a-\u206f]|\u3164|\ufeff|\uffa0/u;

export const control = /(?![\n\r\t])\p{Cc}/u;

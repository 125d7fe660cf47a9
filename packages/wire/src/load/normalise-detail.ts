const maxLength = 120;
const maxLooked = 1_000;

/**
 * What a failure said, so that the same kind of failure gives the same text: ids, hexadecimal words and numbers are
 * masked, blanks and control characters are one blank, and it is short.
 */
export function normaliseDetail(text: string): string {
  const masked = text
    .slice(0, maxLooked)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<uuid>')
    .replace(/\b(?:0x)?(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, '#')
    .replace(/\d+(?:[.,:]\d+)*/g, '#')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return masked.length <= maxLength ? masked : `${masked.slice(0, maxLength - 1).toWellFormed()}…`;
}

/** Bits a random identifier needs so that nobody hits one by guessing: what OWASP asks of session ids. */
export const fewestBits = 64;

/** Ids of a server that hands out this many show which of their characters vary. */
export const wantedSamples = 20;

/**
 * Apparent entropy of identifiers, in bits: of each place that varies the width of the alphabet it seems to be drawn
 * from, by its kind of characters. An upper bound: what follows a rule may look random.
 */
export function apparentBits(ids: readonly string[]): number {
  const length = Math.min(...ids.map((id) => id.length));
  let bits = 0;
  for (let at = 0; at < length; at++) {
    const characters = new Set(ids.map((id) => id[at] ?? ''));
    if (characters.size > 1) bits += Math.log2(widthOf(characters));
  }
  return Math.round(bits);
}

/** The smallest usual alphabet that has all of these. */
function widthOf(characters: ReadonlySet<string>): number {
  const all = [...characters].join('');
  if (/^\d+$/.test(all)) return 10;
  if (/^[\da-f]+$/i.test(all)) return 16;
  if (/^[\da-z]+$/.test(all) || /^[\dA-Z]+$/.test(all)) return 36;
  return 64;
}

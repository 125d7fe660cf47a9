/** One way a text may be written so that a plain search misses it. */
export interface Spelling {
  text: string;
  how: string;
}

/**
 * The ways in which a canary may come back: as it is, in base64 (also within a longer text, at any of the three places
 * a byte can have in a group), in hexadecimal, URL-encoded byte by byte, reversed.
 */
export function spellingsOf(value: string): Spelling[] {
  const hex = Buffer.from(value).toString('hex');
  const spellings: Spelling[] = [
    { text: value, how: 'as it is' },
    { text: [...value].reverse().join(''), how: 'reversed' },
    { text: hex, how: 'in hexadecimal' },
    { text: hex.toUpperCase(), how: 'in hexadecimal' },
    { text: hex.replace(/../g, '%$&'), how: 'URL-encoded' },
    { text: hex.toUpperCase().replace(/../g, '%$&'), how: 'URL-encoded' },
  ];
  for (const encoding of ['base64', 'base64url'] as const) {
    for (let before = 0; before < 3; before++) {
      spellings.push({ text: base64Core(value, before, encoding), how: 'in base64' });
    }
  }
  return spellings.filter(({ text }, index) => spellings.findIndex((other) => other.text === text) === index);
}

/** The characters that depend on the value alone when `before` bytes of something else stand in front of it. */
function base64Core(value: string, before: number, encoding: 'base64' | 'base64url'): string {
  const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]).toString(encoding);
  const bytes = before + Buffer.byteLength(value);
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor((bytes * 8) / 6);
  return encoded.slice(first, last);
}

/** Alphabets with letters that look alike. */
const scripts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
];

/** Which alphabets are mixed within one word of a name, as in a Cyrillic `а` among Latin letters; undefined for none. */
export function findMixedScripts(name: string): string | undefined {
  for (const word of name.split(/[^\p{Letter}\p{Mark}]+/u)) {
    const used = scripts.filter(([, pattern]) => pattern.test(word)).map(([script]) => script);
    if (used.length > 1) return used.join(' and ');
  }
  return undefined;
}

import { spellingsOf } from './spellings-of.ts';

/** How a value stands in a text, or undefined where it does not. */
export type FindCanary = (text: string) => string | undefined;

/** A search for one value in all its spellings. */
export function createCanarySearch(value: string): FindCanary {
  const spellings = spellingsOf(value);
  return (text) => spellings.find((spelling) => text.includes(spelling.text))?.how;
}

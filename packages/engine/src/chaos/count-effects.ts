/**
 * How often something was done between two looks, told by a look before and one after it was done once: by a number that
 * grew, else by how much the text grew. Undefined where neither tells.
 */
export function countEffects(before: string, once: string, then: string): number | undefined {
  const [first, second, third] = [before, once, then].map(numbersOf);
  const isAlike = first?.length === second?.length && second?.length === third?.length;
  if (first !== undefined && second !== undefined && third !== undefined && isAlike) {
    for (const [index, value] of first.entries()) {
      const one = (second[index] ?? 0) - value;
      const more = (third[index] ?? 0) - (second[index] ?? 0);
      // A clock or another's counter moves as well, but not in whole steps of this one.
      if (one !== 0 && Number.isInteger(more / one) && Math.abs(one) < 1_000) return more / one;
    }
  }
  const grown = once.length - before.length;
  const times = (then.length - once.length) / grown;
  const isWhole = grown > 0 && Math.abs(times - Math.round(times)) < 0.3;
  return isWhole ? Math.round(times) : undefined;
}

function numbersOf(text: string): number[] {
  return [...text.matchAll(/-?\d{1,15}(?:\.\d+)?/g)].map(([number]) => Number(number)).slice(0, 1_000);
}

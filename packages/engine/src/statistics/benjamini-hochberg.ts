/**
 * p values adjusted for how many were asked (Benjamini & Hochberg 1995, step-up), in the order given: calling everything
 * at or below q a find keeps the expected share of false finds at or below q.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const falling = pValues.map((p, index) => ({ p, index })).toSorted((left, right) => right.p - left.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  for (const [position, { p, index }] of falling.entries()) {
    least = Math.min(least, (p * pValues.length) / (pValues.length - position));
    adjusted[index] = least;
  }
  return adjusted;
}

export interface MidRanks {
  /** From 1, in the order of the values given; equal values share the mean of their ranks. */
  ranks: number[];
  /** Sum of t³ - t over groups of t equal values: what ties take from the variance of rank statistics. */
  tieTerm: number;
}

/** Ranks for rank tests. */
export function midRanks(values: readonly number[]): MidRanks {
  const order = values.map((_, index) => index).toSorted((left, right) => (values[left] ?? 0) - (values[right] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  let tieTerm = 0;
  let first = 0;
  while (first < order.length) {
    const value = values[order[first] ?? 0];
    let end = first + 1;
    while (end < order.length && values[order[end] ?? 0] === value) end++;
    for (const index of order.slice(first, end)) ranks[index] = (first + 1 + end) / 2;
    tieTerm += (end - first) ** 3 - (end - first);
    first = end;
  }
  return { ranks, tieTerm };
}

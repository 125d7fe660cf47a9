/**
 * The probabilities of Mann and Whitney's U from 0 to `first * second` for two samples of those sizes from one
 * distribution without ties, by their recurrence (Annals of Mathematical Statistics 18, 1947): where the largest value
 * belongs to the first sample, it lies above all of the second, else it adds nothing.
 */
export function rankSumDistribution(first: number, second: number): Float64Array {
  // Row of one size of the first sample; the entry at j is for j values in the second.
  let row = Array.from({ length: second + 1 }, () => Float64Array.of(1));
  for (let size = 1; size <= first; size++) {
    const next: Float64Array<ArrayBuffer>[] = [Float64Array.of(1)];
    for (let other = 1; other <= second; other++) {
      const counts = new Float64Array(size * other + 1);
      addFrom(counts, row[other] ?? counts, other);
      addFrom(counts, next[other - 1] ?? counts, 0);
      next.push(counts);
    }
    row = next;
  }
  const counts = row[second] ?? Float64Array.of(1);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

function addFrom(counts: Float64Array, more: Float64Array, offset: number): void {
  for (let u = 0; u < more.length; u++) counts[u + offset] = (counts[u + offset] ?? 0) + (more[u] ?? 0);
}

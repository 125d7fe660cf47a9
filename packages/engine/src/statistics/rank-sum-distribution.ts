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
      for (const [u, count] of (row[other] ?? []).entries()) counts[u + other] = count;
      for (const [u, count] of (next[other - 1] ?? []).entries()) counts[u] = (counts[u] ?? 0) + count;
      next.push(counts);
    }
    row = next;
  }
  const counts = row[second] ?? Float64Array.of(1);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

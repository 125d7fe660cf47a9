import { midRanks } from './mid-ranks.ts';
import { normalTail } from './normal-tail.ts';

const mostForExact = 150;

/**
 * Wilcoxon's two-sided signed-rank test that differences scatter evenly around zero. `w` is the rank sum of the positive
 * ones; zeros are left out (Wilcoxon 1945). Up to 150 differences p is exact, ties and all: every way of turning the signs
 * around is counted (Pratt & Gibbons, Concepts of Nonparametric Theory, 1981, section 3.7). p is 1 where all are zero.
 */
export function signedRank(differences: readonly number[]): { w: number; p: number } {
  const moved = differences.filter((difference) => difference !== 0);
  if (moved.length === 0) return { w: 0, p: 1 };
  const { ranks } = midRanks(moved.map(Math.abs));
  const w = ranks.reduce((sum, rank, index) => ((moved[index] ?? 0) > 0 ? sum + rank : sum), 0);
  const total = (moved.length * (moved.length + 1)) / 2;
  const least = Math.min(w, total - w);
  if (moved.length > mostForExact) {
    const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
    const distance = Math.max(0, total / 2 - least - 0.5);
    return { w, p: Math.min(1, 2 * normalTail(distance / Math.sqrt(variance))) };
  }
  return { w, p: Math.min(1, 2 * shareUpTo(ranks, least)) };
}

/** The share of all choices of ranks that add up to `sum` at most. Doubled, even the ranks of ties are whole. */
function shareUpTo(ranks: readonly number[], sum: number): number {
  const chances = new Float64Array(2 * sum + 1);
  chances[0] = 1;
  for (const rank of ranks) {
    for (let reached = 2 * sum; reached >= 0; reached--) {
      const before = reached >= 2 * rank ? (chances[reached - 2 * rank] ?? 0) : 0;
      chances[reached] = ((chances[reached] ?? 0) + before) / 2;
    }
  }
  return chances.reduce((all, chance) => all + chance, 0);
}

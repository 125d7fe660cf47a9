import type { BenchmarkVerdict, MetricComparison } from '@mcp-lab/contracts';

type Judged = Pick<MetricComparison, 'interval' | 'pAdjusted' | 'margin' | 'scale' | 'betterWhen'>;

/**
 * `same` where the whole interval lies inside the margin, `better` or `worse` where it lies wholly beyond it and p proves
 * a difference. On the relative scale the margin is a factor, so that both sides swapped give the verdict turned around.
 */
export function judgeShift(judged: Judged, alpha: number): BenchmarkVerdict {
  const low = judged.interval[0] ?? Number.NEGATIVE_INFINITY;
  const high = judged.interval[1] ?? Number.POSITIVE_INFINITY;
  const below = lowerMargin(judged);
  if (low >= below && high <= judged.margin) return 'same';
  if (judged.pAdjusted > alpha) return 'unproved';
  if (low > judged.margin) return judged.betterWhen === 'higher' ? 'better' : 'worse';
  if (high < below) return judged.betterWhen === 'higher' ? 'worse' : 'better';
  return 'unproved';
}

/** The end of the margin on the other side of zero. */
export function lowerMargin({ scale, margin }: Pick<Judged, 'scale' | 'margin'>): number {
  return scale === 'relative' ? 1 / (1 + margin) - 1 : -margin;
}

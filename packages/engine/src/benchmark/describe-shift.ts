import type { MetricComparison } from '@mcp-lab/contracts';
import type { CompareOptions } from './compare-options.ts';
import { lowerMargin } from './judge-shift.ts';

/** What is known of one metric, in a sentence or two. */
export function describeShift(judged: Omit<MetricComparison, 'text'>, method: CompareOptions['method']): string {
  const { label, verdict } = judged;
  const size = showAmount(judged.shift, judged.scale);
  const range = showRange(judged);
  const sign = judged.shift < 0 ? 'lower' : 'higher';
  if (verdict === 'same') return `${label}: the same within ${showMargin(judged)} (${range}).`;
  if (verdict !== 'unproved') return `${label}: ${size} ${sign} (${range}), ${verdict}.`;
  const doubt = doubtOf(judged, `${size} ${sign} (${range})`, method);
  const unit = method === 'interleaved' ? 'pairs' : 'runs a side';
  const needed = judged.runsNeeded === null ? '' : ` About ${judged.runsNeeded} ${unit} would decide it.`;
  return `${label}: ${doubt}${needed}`;
}

/** `+8.1 % … +10.3 %`; an end that is not bounded is shown as `?`. */
export function showRange({ interval, scale }: Pick<MetricComparison, 'interval' | 'scale'>): string {
  return interval.map((end) => (end === null ? '?' : `${end < 0 ? '-' : '+'}${showAmount(end, scale)}`)).join(' … ');
}

/** Without a sign. */
export function showAmount(shift: number, scale: MetricComparison['scale']): string {
  const percent = Math.abs(shift) * 100;
  const digits = percent >= 100 ? 0 : percent >= 0.1 || percent === 0 ? 1 : 2;
  return `${percent.toFixed(digits)} ${scale === 'absolute' ? 'points' : '%'}`;
}

function showMargin({ margin, scale }: Pick<MetricComparison, 'margin' | 'scale'>): string {
  return showAmount(margin, scale);
}

function doubtOf(judged: Omit<MetricComparison, 'text'>, told: string, method: CompareOptions['method']): string {
  const [low, high] = judged.interval;
  if (low === null && high === null) return `too few ${method === 'interleaved' ? 'pairs' : 'runs'} to prove anything.`;
  const isApart = (low !== null && low > 0) || (high !== null && high < 0);
  if (!isApart) return `nothing is proved (${showRange(judged)}).`;
  const isBeyond = (low !== null && low > judged.margin) || (high !== null && high < lowerMargin(judged));
  if (isBeyond) return `${told}, but p ${judged.pAdjusted.toFixed(3)} does not prove it.`;
  return `${told}; that it is more than ${showMargin(judged)} is not proved.`;
}

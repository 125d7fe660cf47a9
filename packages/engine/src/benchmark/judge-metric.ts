import type { MetricComparison } from '@mcp-lab/contracts';
import type { MeasuredShift } from './compare-metric.ts';
import { type CompareOptions, type defaultComparison, fewestRuns } from './compare-options.ts';
import { describeShift } from './describe-shift.ts';
import { fewestToProve } from './fewest-to-prove.ts';
import { judgeShift } from './judge-shift.ts';
import { runsNeeded } from './runs-needed.ts';

/** The verdict on one metric of so many, its sentence, and what would decide it where nothing is proved. */
export function judgeMetric(
  shift: MeasuredShift,
  { pAdjusted, metrics }: { pAdjusted: number; metrics: number },
  settings: Pick<CompareOptions, 'method'> & typeof defaultComparison,
): MetricComparison {
  const runs = Math.min(shift.base.values.length, shift.head.values.length);
  const verdict = runs < fewestRuns ? 'unproved' : judgeShift({ ...shift, pAdjusted }, settings.alpha);
  const read = shift.scale === 'relative' ? Math.log1p : (value: number) => value;
  // As if no other metric had moved: then the adjustment is at its hardest.
  const alpha = settings.alpha / metrics;
  const needed =
    verdict !== 'unproved' || runs < 2
      ? null
      : runsNeeded({
          shift: read(shift.shift),
          margin: read(shift.margin),
          deviation: deviationOf(shift, settings.method),
          runs,
          fewestForInterval: Math.max(fewestRuns, fewestToProve(settings.method, 1 - settings.confidence)),
          fewestForProof: Math.max(fewestRuns, fewestToProve(settings.method, alpha)),
          confidence: settings.confidence,
          alpha,
        });
  const judged = { ...shift, pAdjusted, verdict, runsNeeded: needed };
  return { ...judged, text: describeShift(judged, settings.method) };
}

/** How much the difference between a run of each side scatters, on the scale on which they were compared. */
function deviationOf({ base, head, scale }: MeasuredShift, method: CompareOptions['method']): number {
  const read = scale === 'relative' ? Math.log : (value: number) => value;
  const [before, after] = [base.values.map(read), head.values.map(read)];
  if (method === 'interleaved')
    return Math.sqrt(variance(before.map((value, index) => (after[index] ?? value) - value)));
  return Math.sqrt(variance(before) + variance(after));
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

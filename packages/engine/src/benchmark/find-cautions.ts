import type { ComparedSide, LoadReport } from '@mcp-lab/contracts';
import { medianOf } from '../statistics/median-of.ts';
import { type CompareOptions, fewestRuns } from './compare-options.ts';
import { fewestToProve } from './fewest-to-prove.ts';
import { differencesOf } from './find-obstacles.ts';

/** Past this share of failed calls, speed is that of failing as well. */
const manyFailed = 0.01;

/** What has to be kept in mind about runs that may be compared, in sentences. */
export function findCautions(
  base: readonly LoadReport[],
  head: readonly LoadReport[],
  sides: { base: ComparedSide; head: ComparedSide },
  options: Pick<CompareOptions, 'method'> & { alpha: number },
): string[] {
  const all = [...base, ...head];
  const cautions = [sides.base, sides.head].flatMap(describeLeftOut);
  const fewest = Math.max(fewestRuns, fewestToProve(options.method, options.alpha));
  const pairs = options.method === 'interleaved' ? 'pairs' : 'runs a side';
  if (Math.min(base.length, head.length) < fewest) {
    cautions.push(`With fewer than ${fewest} ${pairs} no difference can be proved, not even where all agree.`);
  }
  if (new Set(all.map((report) => report.revision)).size > 1) {
    cautions.push('Not all runs spoke the same revision of the protocol.');
  }
  if (options.method === 'interleaved' && new Set(all.map((report) => report.fingerprint.hash)).size > 1) {
    cautions.push(`Both were measured here and now, yet with different things: ${differencesOf(all).join('; ')}.`);
  }
  if (options.method === 'histories' && areApart(base, head)) {
    cautions.push(
      'All runs of one side are older than all of the other: what else changed meanwhile counts as a difference.',
    );
  }
  for (const [side, reports] of [
    [sides.base, base],
    [sides.head, head],
  ] as const) {
    const failed = medianOf(reports.map((report) => report.total.failedRatio));
    if (failed > manyFailed) {
      cautions.push(
        `${(failed * 100).toFixed(1)} % of the calls of ${side.label} failed: its speed is partly that of failing.`,
      );
    }
  }
  return cautions;
}

function describeLeftOut(side: ComparedSide): string[] {
  const reasons = new Map<string, number>();
  for (const { why } of side.leftOut) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  return [...reasons]
    .slice(0, 10)
    .map(([why, times]) => `Left out ${times} of ${side.runs} runs of ${side.label}: ${why}`.slice(0, 1_000));
}

function areApart(base: readonly LoadReport[], head: readonly LoadReport[]): boolean {
  const times = (reports: readonly LoadReport[]) => reports.map((report) => report.startedAt);
  return Math.max(...times(base)) < Math.min(...times(head)) || Math.max(...times(head)) < Math.min(...times(base));
}

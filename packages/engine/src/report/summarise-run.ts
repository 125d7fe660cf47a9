import type { Verdict } from '../check/check.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { countVerdicts } from '../run/summarise-results.ts';
import { splitByGroup } from './report-groups.ts';

export interface RunDigest {
  /** One line: what came out. Conformance first, the rest apart from it. */
  headline: string;
  /** `12 pass`, `2 fail`, …; verdicts that occur, the weightiest first. */
  counts: { verdict: Verdict; count: number }[];
  /** What to look at, the weightiest first: failures, then our own errors, then warnings. */
  findings: Result[];
  /** `stdio, 2026-07-28 and 2025-11-25`; empty where the server could not be spoken to. */
  spoken: string;
}

/** The weightiest first. */
export const verdictOrder: readonly Verdict[] = [
  'fail',
  'error',
  'warn',
  'info',
  'untestable',
  'not-applicable',
  'pass',
];
const severityOrder: readonly Result['severity'][] = ['critical', 'high', 'medium', 'low', 'none'];

/** For sorting: the weightiest verdict, then the gravest severity. */
export function compareWeight(left: Result, right: Result): number {
  const rank = (result: Result) => verdictOrder.indexOf(result.verdict) * 10 + severityOrder.indexOf(result.severity);
  return rank(left) - rank(right);
}

/** The few facts of a run that every report begins with. */
export function summariseRun(run: Pick<RunDocument, 'summary' | 'results' | 'profile'>): RunDigest {
  const { summary, results, profile } = run;
  return {
    headline: headlineOf(run),
    counts: verdictOrder
      .map((verdict) => ({ verdict, count: summary.counts[verdict] }))
      .filter(({ count }) => count > 0),
    findings: results
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'error' || verdict === 'warn')
      .toSorted(compareWeight),
    spoken: [profile.transport, joinWords([...profile.modern, ...profile.legacy.toReversed()])]
      .filter(Boolean)
      .join(', '),
  };
}

function headlineOf({ summary, results }: Pick<RunDocument, 'summary' | 'results'>): string {
  const { outcome, reason } = summary;
  const parts = splitByGroup(results).map(({ group, results: own }) => tallyOf(own, group.hold));
  const tally = parts.length > 0 ? parts.join('. Apart from that ') : tallyOf([], 'judged requirements hold');
  switch (outcome) {
    case 'passed':
    case 'findings':
      return tally;
    case 'unreachable':
      return `the server could not be reached: ${reason ?? 'no reason known'}`;
    case 'incomplete':
      return `incomplete, ${reason ?? 'no reason known'}; ${tally}`;
  }
}

function tallyOf(results: readonly Result[], hold: string): string {
  const counts = countVerdicts(results);
  const judged = counts.pass + counts.fail + counts.warn + counts.info;
  const findings = joinWords([plural(counts.fail, 'failure'), plural(counts.warn, 'warning')]);
  return [`${counts.pass} of ${judged} ${hold}`, findings].filter(Boolean).join('; ');
}

function plural(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function joinWords(words: readonly string[]): string {
  const present = words.filter((word) => word !== '');
  return present.length < 2 ? present.join('') : `${present.slice(0, -1).join(', ')} and ${present.at(-1)}`;
}

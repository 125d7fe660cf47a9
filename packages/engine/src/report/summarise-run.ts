import type { Verdict } from '../check/check.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';

export interface RunDigest {
  /** One line: what came out. */
  headline: string;
  /** `12 pass`, `2 fail`, …; verdicts that occur, the weightiest first. */
  counts: { verdict: Verdict; count: number }[];
  /** What to look at, the weightiest first: failures, then our own errors, then warnings. */
  findings: Result[];
  /** `stdio, 2026-07-28 and 2025-11-25`; empty where the server could not be spoken to. */
  spoken: string;
}

const weight: readonly Verdict[] = ['fail', 'error', 'warn', 'info', 'untestable', 'not-applicable', 'pass'];
const severityRank = ['critical', 'high', 'medium', 'low', 'none'];

/** The few facts of a run that every report begins with. */
export function summariseRun(run: Pick<RunDocument, 'summary' | 'results' | 'profile'>): RunDigest {
  const { summary, results, profile } = run;
  const counts = weight
    .map((verdict) => ({ verdict, count: summary.counts[verdict] }))
    .filter(({ count }) => count > 0);
  const rank = (result: Result) => weight.indexOf(result.verdict) * 10 + severityRank.indexOf(result.severity);
  return {
    headline: headlineOf(run),
    counts,
    findings: results
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'error' || verdict === 'warn')
      .toSorted((left, right) => rank(left) - rank(right)),
    spoken: [profile.transport, joinWords([...profile.modern, ...profile.legacy.toReversed()])]
      .filter(Boolean)
      .join(', '),
  };
}

function headlineOf({ summary }: Pick<RunDocument, 'summary'>): string {
  const { outcome, counts, reason } = summary;
  const judged = counts.pass + counts.fail + counts.warn + counts.info;
  const tally = `${counts.pass} of ${judged} judged requirements hold`;
  switch (outcome) {
    case 'passed':
      return tally;
    case 'findings':
      return `${tally}; ${joinWords([plural(counts.fail, 'failure'), plural(counts.warn, 'warning')])}`;
    case 'unreachable':
      return `the server could not be reached: ${reason ?? 'no reason known'}`;
    case 'incomplete':
      return `incomplete, ${reason ?? 'no reason known'}; ${tally}`;
  }
}

function plural(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function joinWords(words: readonly string[]): string {
  const present = words.filter((word) => word !== '');
  return present.length < 2 ? present.join('') : `${present.slice(0, -1).join(', ')} and ${present.at(-1)}`;
}

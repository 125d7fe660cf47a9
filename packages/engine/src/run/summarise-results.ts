import type { Verdict } from '../check/check.ts';
import type { Result } from './result.ts';
import type { RunOutcome, RunSummary } from './run-document.ts';

export function countVerdicts(results: readonly Pick<Result, 'verdict'>[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = {
    pass: 0,
    fail: 0,
    warn: 0,
    info: 0,
    'not-applicable': 0,
    untestable: 0,
    error: 0,
  };
  for (const { verdict } of results) counts[verdict]++;
  return counts;
}

/** `endedEarly`: why not everything planned was run. */
export function summariseResults(
  results: readonly Pick<Result, 'verdict'>[],
  endedEarly: { reason: string; hint: string | null; cancelled: boolean } | undefined,
): RunSummary {
  const counts = countVerdicts(results);
  const judged = counts.pass + counts.fail + counts.warn + counts.info;
  const { outcome, reason } = ((): { outcome: RunOutcome; reason: string | null } => {
    if (endedEarly) return { outcome: 'incomplete', reason: endedEarly.reason };
    if (counts.error > 0) return { outcome: 'incomplete', reason: `the harness failed in ${counts.error} check(s)` };
    if (judged === 0) return { outcome: 'incomplete', reason: 'nothing could be judged' };
    return { outcome: counts.fail + counts.warn > 0 ? 'findings' : 'passed', reason: null };
  })();
  return { outcome, reason, hint: endedEarly?.hint ?? null, cancelled: endedEarly?.cancelled ?? false, counts };
}

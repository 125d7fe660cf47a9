import type { CallRecord } from './call-record.ts';
import { type Hypothesis, judgeHypothesis } from './hypothesis.ts';

/** What one look compares at most. */
const maxCandidates = 50;
const minCalls = 3;

/**
 * The first moment from which the hypothesis holds on all calls since, in ms after `fromMs`; undefined while there is none.
 * It has to hold for `windowMs` up to now. `pendingSinceMs`: when the oldest call without an answer was made.
 */
export function findRecovery(
  hypothesis: Hypothesis,
  calls: readonly CallRecord[],
  {
    fromMs,
    nowMs,
    windowMs,
    pendingSinceMs,
  }: { fromMs: number; nowMs: number; windowMs: number; pendingSinceMs: number },
): number | undefined {
  const since = calls.filter(({ startedMs }) => startedMs >= fromMs).sort((a, b) => a.startedMs - b.startedMs);
  const step = Math.max(1, Math.floor(since.length / maxCandidates));
  for (const [index, { startedMs }] of since.entries()) {
    const isCandidate = index % step === 0 || since[index - 1]?.outcome !== 'ok';
    if (nowMs - startedMs < windowMs || since.length - index < minCalls) return undefined;
    // A call that hangs is not answered well only because it has not failed yet.
    if (!isCandidate || (pendingSinceMs >= startedMs && nowMs - pendingSinceMs >= windowMs)) continue;
    const rest = since.slice(index);
    if (judgeHypothesis(hypothesis, rest, (nowMs - startedMs) / 1000).holds !== true) continue;
    return index === 0 ? 0 : startedMs - fromMs;
  }
  return undefined;
}

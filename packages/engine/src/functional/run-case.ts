import type { ResultLabel } from '@mcp-lab/contracts';
import type { Frame } from '@mcp-lab/wire';
import type { Verdict } from '../check/check.ts';
import type { PlannedCase } from './plan-cases.ts';
import { type AttemptEnvironment, runAttempt } from './run-attempt.ts';

export interface CaseVerdict {
  verdict: Verdict;
  reason: string;
  evidence: Frame[];
  labels: ResultLabel[];
  durationMs: number;
}

export interface CaseSurroundings extends Omit<AttemptEnvironment, 'session'> {
  /** A place for the sessions of one attempt; `end` closes what has to be closed. */
  beginAttempt(): Pick<AttemptEnvironment, 'session'> & { end(): Promise<void> };
  signal: AbortSignal;
}

/** Runs a case until it passes or its retries are used up. Passing only then is no pass: it is flaky. */
export async function runCase(planned: PlannedCase, surroundings: CaseSurroundings): Promise<CaseVerdict> {
  const { case: one, notJudged } = planned;
  const startedMs = surroundings.now();
  const verdict = (how: Omit<CaseVerdict, 'durationMs' | 'labels'> & { labels?: ResultLabel[] }): CaseVerdict => ({
    labels: [],
    ...how,
    durationMs: surroundings.now() - startedMs,
  });
  if (notJudged !== undefined) return verdict({ ...notJudged, evidence: [] });
  const faults: string[] = [];
  const interrupted = (evidence: Frame[]) =>
    verdict({ verdict: 'untestable', reason: 'the run ended before this case did', evidence });
  for (let attempt = 1; ; attempt++) {
    if (surroundings.signal.aborted) return interrupted([]);
    const { session, end } = surroundings.beginAttempt();
    const { requestTimeoutMs, now } = surroundings;
    const outcome = await runAttempt(one, { session, requestTimeoutMs, now });
    await end();
    if (surroundings.signal.aborted) return interrupted(outcome.evidence);
    const { evidence } = outcome;
    if (outcome.faults.length === 0) {
      return verdict(passed(attempt, faults, one.steps.length, outcome.teardownFaults, evidence));
    }
    faults.push(outcome.faults.join('; '));
    if (attempt <= one.retries) continue;
    const left = outcome.teardownFaults.map((fault) => `; and afterwards ${fault}`).join('');
    const times = attempt === 1 ? '' : ` (failed ${attempt} times of ${attempt})`;
    return verdict({ verdict: 'fail', reason: `${outcome.faults.join('; ')}${left}${times}`, evidence });
  }
}

function passed(
  attempts: number,
  faults: readonly string[],
  steps: number,
  teardownFaults: readonly string[],
  evidence: Frame[],
): Omit<CaseVerdict, 'durationMs'> {
  const notes = [
    ...(attempts === 1 ? [] : [`flaky on retry: passed at attempt ${attempts} after ${faults.join(' | ')}`]),
    ...(teardownFaults.length === 0 ? [] : [`the case passed, but its teardown did not: ${teardownFaults.join('; ')}`]),
  ];
  const labels: ResultLabel[] = attempts === 1 ? [] : [{ kind: 'flaky-on-retry', attempts }];
  if (notes.length > 0) return { verdict: 'warn', reason: notes.join('; '), evidence, labels };
  return { verdict: 'pass', reason: steps === 1 ? 'as expected' : `all ${steps} steps as expected`, evidence, labels };
}

import type { Frame, Revision } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome, Level } from './check.ts';

export function levelOf(check: Check, revision: Revision): Level {
  return typeof check.level === 'function' ? check.level(revision) : check.level;
}

const verdictOfViolation = { MUST: 'fail', SHOULD: 'warn', MAY: 'info' } as const;

type Outcomes = Pick<CheckContext, 'violated' | 'passed' | 'warned' | 'informed' | 'notApplicable' | 'untestable'>;

/** The short ways of a check to say what it found. */
export function createOutcomes(level: Level): Outcomes {
  const withVerdict =
    (verdict: CheckOutcome['verdict']) =>
    (reason: string, evidence: readonly (Frame | undefined)[] = []): CheckOutcome => ({
      verdict,
      reason,
      evidence: evidence.filter((frame) => frame !== undefined),
    });
  return {
    violated: withVerdict(verdictOfViolation[level]),
    passed: withVerdict('pass'),
    warned: withVerdict('warn'),
    informed: withVerdict('info'),
    notApplicable: withVerdict('not-applicable'),
    untestable: withVerdict('untestable'),
  };
}

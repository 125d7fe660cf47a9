import { callRoles, triggerKinds } from '@mcp-lab/contracts';
import type { Frame, Revision } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome, Level } from './check.ts';

export function levelOf(check: Check, revision: Revision): Level {
  return typeof check.level === 'function' ? check.level(revision) : check.level;
}

const verdictOfViolation = { MUST: 'fail', SHOULD: 'warn', MAY: 'info' } as const;

type Outcomes = Pick<
  CheckContext,
  'violated' | 'passed' | 'warned' | 'informed' | 'notApplicable' | 'untestable' | 'needsCall' | 'needsTrigger'
>;

/** The short ways of a check to say what it found. */
export function createOutcomes(level: Level): Outcomes {
  const withVerdict =
    (verdict: CheckOutcome['verdict']) =>
    (reason: string, evidence: readonly (Frame | undefined)[] = []): CheckOutcome => ({
      verdict,
      reason,
      evidence: evidence.filter((frame) => frame !== undefined),
    });
  const untestable = withVerdict('untestable');
  return {
    violated: withVerdict(verdictOfViolation[level]),
    passed: withVerdict('pass'),
    warned: withVerdict('warn'),
    informed: withVerdict('info'),
    notApplicable: withVerdict('not-applicable'),
    untestable,
    needsCall: (role) =>
      untestable(
        `no call is known that ${callRoles[role]}: name one in the suite file, as calls.${role} with tool and arguments`,
      ),
    needsTrigger: (kind) =>
      untestable(
        `no call is known that ${triggerKinds[kind]}: name one in the suite file, as triggers.${kind} with tool and arguments`,
      ),
  };
}

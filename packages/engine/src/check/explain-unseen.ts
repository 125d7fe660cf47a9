import type { Revision } from '@mcp-lab/wire';
import type { Area, Check, CheckOutcome, Tour } from './check.ts';

/** The capability without which nothing of an area can occur, and since when it can be declared. */
const capabilityOf: Partial<Record<Area, { name: string; since: Revision }>> = {
  resources: { name: 'resources', since: '2024-11-05' },
  prompts: { name: 'prompts', since: '2024-11-05' },
  logging: { name: 'logging', since: '2024-11-05' },
  completion: { name: 'completions', since: '2025-03-26' },
};

interface Seen {
  revision: Revision;
  tour: Pick<Tour, 'capabilities'>;
  /** Whether calls, reads and prompts were made at this revision. */
  isExercised: boolean;
}

/**
 * A check that only looks knows that it saw nothing, not why. Where the server offers nothing of the kind the check does
 * not apply; where the revision was only toured, what it advises to name in the suite file would not be called there.
 */
export function explainUnseen(check: Check, seen: Seen, outcome: CheckOutcome): CheckOutcome {
  if (outcome.verdict !== 'untestable' || check.isolation !== 'tour') return outcome;
  const { revision, tour, isExercised } = seen;
  const capability = capabilityOf[check.area];
  if (capability && revision >= capability.since && tour.capabilities[capability.name] === undefined) {
    return { ...outcome, verdict: 'not-applicable', reason: `${capability.name} is not declared` };
  }
  if (isExercised || !outcome.reason.includes('suite file')) return outcome;
  return {
    ...outcome,
    reason: `nothing is called at ${revision} unless only ${revision} is tested: ${outcome.reason}`,
  };
}

import type { FunctionalCase } from '@mcp-lab/contracts';
import { eraOf, revisions as knownRevisions, type Revision, type ServerProfile } from '@mcp-lab/wire';
import { matchesPattern } from '../check/plan-run.ts';
import type { NotRun } from '../run/run-document.ts';
import { caseIdsOf } from './case-id.ts';

export interface PlannedCase {
  id: string;
  case: FunctionalCase;
  revision: Revision;
  /** Why it gives no verdict, known before it runs. */
  notJudged?: { verdict: 'untestable' | 'not-applicable'; reason: string };
}

export interface CasePlan {
  cases: PlannedCase[];
  notRun: NotRun[];
}

/**
 * Decides which case runs at which revision. A case runs once, at the newest revision the server speaks, unless it says
 * era or revision; where the run names revisions it runs at each of those.
 */
export function planCases(
  cases: readonly FunctionalCase[],
  profile: Pick<ServerProfile, 'modern' | 'legacy'>,
  selection: { only?: readonly string[]; skip?: readonly string[]; revisions?: readonly Revision[] },
): CasePlan {
  const ids = caseIdsOf(cases);
  const spoken = knownRevisions.filter((revision) => isSpoken(profile, revision)).reverse();
  const { only = [], skip = [], revisions: wanted = [] } = selection;
  const plan: CasePlan = { cases: [], notRun: [] };
  for (const [index, one] of cases.entries()) {
    const id = ids[index] as string;
    const isNamed = (pattern: string) =>
      matchesPattern(id, pattern) || (one.tags ?? []).some((tag) => matchesPattern(`tag:${tag}`, pattern));
    if ((only.length > 0 && !only.some(isNamed)) || skip.some(isNamed)) {
      plan.notRun.push({ checkId: id, why: 'not-selected' });
      continue;
    }
    const asked = spoken.filter((revision) => isAsked(one, revision));
    const chosen = wanted.length > 0 ? asked.filter((revision) => wanted.includes(revision)) : newestOf(one, asked);
    if (chosen.length === 0 && asked.length > 0) {
      plan.notRun.push({ checkId: id, why: 'revision' });
      continue;
    }
    const skipped =
      one.skip === undefined ? undefined : ({ verdict: 'untestable', reason: `skipped: ${one.skip}` } as const);
    if (chosen.length === 0) {
      const revision = spoken[0] ?? '2026-07-28';
      const reason = `the case is for ${one.revision ?? `the ${one.era} era`}, which the server does not speak`;
      plan.cases.push({ id, case: one, revision, notJudged: skipped ?? { verdict: 'not-applicable', reason } });
    }
    for (const revision of chosen) plan.cases.push({ id, case: one, revision, notJudged: skipped });
  }
  return plan;
}

function isSpoken({ modern, legacy }: Pick<ServerProfile, 'modern' | 'legacy'>, revision: Revision): boolean {
  return [...modern, ...legacy].some((known) => known === revision);
}

function isAsked({ era, revision: only }: FunctionalCase, revision: Revision): boolean {
  if (only !== undefined && only !== revision) return false;
  return era === undefined || era === 'both' || era === eraOf(revision);
}

function newestOf({ era }: FunctionalCase, asked: readonly Revision[]): Revision[] {
  if (era !== 'both') return asked.slice(0, 1);
  const eras = ['modern', 'legacy'] as const;
  return eras.map((name) => asked.find((revision) => eraOf(revision) === name)).filter((found) => found !== undefined);
}

import {
  eraOf,
  legacyRevisions,
  modernRevisions,
  type Revision,
  type ServerProfile,
  type TransportKind,
} from '@mcp-lab/wire';
import type { NotRun } from '../run/run-document.ts';
import type { Check } from './check.ts';
import { matchesPattern } from './matches-pattern.ts';

export { matchesPattern };

/** A check at one revision. */
export interface PlannedCheck {
  check: Check;
  revision: Revision;
}

export interface RunPlan {
  /** Revisions that get a tour, the ones with a full run first. */
  revisions: Revision[];
  session: PlannedCheck[];
  /** One after another: nothing else may run beside them. */
  alone: PlannedCheck[];
  /** One after another, after everything that sends harmless traffic. */
  destructive: PlannedCheck[];
  /** Last: they judge what all others made the server send. */
  tour: PlannedCheck[];
  notRun: NotRun[];
}

export interface Selection {
  /** Checks the user excluded, each with a reason. */
  exclude?: readonly { check: string; reason: string }[];
  only?: readonly string[];
  skip?: readonly string[];
  allowSideEffects?: boolean;
  revisions?: readonly Revision[];
}

/**
 * Decides what runs where. The newest modern and the newest legacy revision get every check; another supported legacy
 * revision gets the checks that ask for all revisions, those that judge the tour, and those that apply to nothing newer.
 */
export function planRun(
  checks: readonly Check[],
  transport: TransportKind,
  profile: Pick<ServerProfile, 'modern' | 'legacy'>,
  selection: Selection,
): RunPlan {
  const supported = supportedRevisions(profile, selection.revisions);
  const plan: RunPlan = { revisions: [], session: [], alone: [], destructive: [], tour: [], notRun: [] };
  for (const check of checks) {
    const revisions = revisionsFor(check, supported);
    const excluded = selection.exclude?.find((entry) => matchesPattern(check.id, entry.check));
    if (excluded !== undefined) {
      plan.notRun.push({ checkId: check.id, why: 'excluded', reason: excluded.reason });
      continue;
    }
    const why = reasonNotToRun(check, transport, revisions, selection);
    if (why !== undefined) {
      plan.notRun.push({ checkId: check.id, why });
      continue;
    }
    const planned = revisions.map((revision) => ({ check, revision }));
    if (check.isolation === 'tour') plan.tour.push(...planned);
    else if (check.destructive) plan.destructive.push(...planned);
    else if (check.alone) plan.alone.push(...planned);
    else plan.session.push(...planned);
  }
  const used = new Set(
    [...plan.session, ...plan.alone, ...plan.destructive, ...plan.tour].map((planned) => planned.revision),
  );
  plan.revisions = supported.filter((revision) => used.has(revision));
  return plan;
}

/** Newest modern, newest legacy, then the others from new to old. */
function supportedRevisions(
  profile: Pick<ServerProfile, 'modern' | 'legacy'>,
  wanted?: readonly Revision[],
): Revision[] {
  const isWanted = (revision: Revision) => wanted === undefined || wanted.length === 0 || wanted.includes(revision);
  const modern = modernRevisions.filter((revision) => profile.modern.includes(revision)).reverse();
  const legacy = legacyRevisions.filter((revision) => profile.legacy.includes(revision)).reverse();
  return [...modern, ...legacy].filter(isWanted);
}

function revisionsFor(check: Check, supported: readonly Revision[]): Revision[] {
  const applicable = supported.filter((revision) => check.revisions.includes(revision));
  if (check.isolation === 'tour' || check.scope === 'all-revisions') return applicable;
  const modern = applicable.find((revision) => eraOf(revision) === 'modern');
  const legacy = applicable.find((revision) => eraOf(revision) === 'legacy');
  return [modern, legacy].filter((revision) => revision !== undefined);
}

function reasonNotToRun(
  check: Check,
  transport: TransportKind,
  revisions: readonly Revision[],
  selection: Selection,
): NotRun['why'] | undefined {
  const { only = [], skip = [] } = selection;
  if (only.length > 0 && !only.some((pattern) => matchesPattern(check.id, pattern))) return 'not-selected';
  if (skip.some((pattern) => matchesPattern(check.id, pattern))) return 'not-selected';
  if (!check.transports.includes(transport)) return 'transport';
  if (revisions.length === 0) return 'revision';
  if (check.destructive && !selection.allowSideEffects) return 'side-effects';
  return undefined;
}

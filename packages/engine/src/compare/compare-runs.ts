import type { Verdict } from '../check/check.ts';
import { describeNotRun } from '../report/describe-run.ts';
import type { Result } from '../run/result.ts';
import type { NotRun, RunDocument } from '../run/run-document.ts';
import { isFinding, isJudged } from './is-finding.ts';

/** What has to be known of a run to compare it. */
export type ComparableRun = Pick<RunDocument, 'results' | 'notRun' | 'summary' | 'tool'>;

export interface ComparedSide {
  verdict: Verdict;
  reason: string;
}

/** One result at both runs; a side is null where the run holds no result of this id. */
export interface RunChange extends Pick<Result, 'id' | 'checkId' | 'area' | 'title' | 'revision' | 'transport'> {
  base: ComparedSide | null;
  head: ComparedSide | null;
  /** For a side that is null or says nothing about the server: why. */
  why: string | null;
}

export interface RunComparison {
  /** A finding of head that base did not judge. */
  new: RunChange[];
  /** Held in base, or was only a warning there, and is a finding of head. */
  regressed: RunChange[];
  /** A finding of base that head judged and found to hold. */
  fixed: RunChange[];
  /** A finding of both. */
  still: RunChange[];
  /** A finding of base that head could not judge or did not run: neither fixed nor still there, as far as is known. */
  unverified: RunChange[];
  /** Every other change of verdict, for example from pass to untestable. */
  changed: RunChange[];
  /** Results that one of the runs holds and the other does not, findings aside. */
  onlyInBase: RunChange[];
  onlyInHead: RunChange[];
  /** What makes the two hard to compare, in sentences. */
  cautions: string[];
}

/**
 * What changed from one run to another, result by result. A check that was not run proves nothing: its finding is not
 * fixed by being left out.
 */
export function compareRuns(base: ComparableRun, head: ComparableRun): RunComparison {
  const comparison: RunComparison = {
    new: [],
    regressed: [],
    fixed: [],
    still: [],
    unverified: [],
    changed: [],
    onlyInBase: [],
    onlyInHead: [],
    cautions: cautionsOf(base, head),
  };
  const inBase = new Map(base.results.map((result) => [result.id, result]));
  const inHead = new Map(head.results.map((result) => [result.id, result]));
  const notRunInBase = new Map(base.notRun.map((entry) => [entry.checkId, entry]));
  const notRunInHead = new Map(head.notRun.map((entry) => [entry.checkId, entry]));
  for (const id of new Set([...inHead.keys(), ...inBase.keys()])) {
    const [before, after] = [inBase.get(id), inHead.get(id)];
    const known = after ?? before;
    if (known === undefined) continue;
    const kind = kindOf(before?.verdict, after?.verdict);
    if (kind === null) continue;
    const unclear =
      whyUnclear('head', after, notRunInHead.get(known.checkId)) ??
      whyUnclear('base', before, notRunInBase.get(known.checkId));
    const { checkId, area, title, revision, transport } = known;
    comparison[kind].push({
      ...{ id, checkId, area, title, revision, transport },
      base: sideOf(before),
      head: sideOf(after),
      why: unclear,
    });
  }
  return comparison;
}

type Kind = Exclude<keyof RunComparison, 'cautions'>;

function kindOf(before: Verdict | undefined, after: Verdict | undefined): Kind | null {
  if (after !== undefined && isFinding(after)) {
    if (before === undefined || !isJudged(before)) return 'new';
    return isFinding(before) && !(before === 'warn' && after === 'fail') ? 'still' : 'regressed';
  }
  if (before !== undefined && isFinding(before)) return after !== undefined && isJudged(after) ? 'fixed' : 'unverified';
  if (before === undefined) return 'onlyInHead';
  if (after === undefined) return 'onlyInBase';
  return before === after ? null : 'changed';
}

function sideOf(result: Result | undefined): ComparedSide | null {
  return result === undefined ? null : { verdict: result.verdict, reason: result.reason };
}

function whyUnclear(side: string, result: Result | undefined, notRun: NotRun | undefined): string | null {
  if (result === undefined) {
    const why = notRun ? describeNotRun(notRun) : 'has no result for this transport and revision';
    return `${side} did not run it: it ${why}`;
  }
  return isJudged(result.verdict) ? null : `${side}: ${result.verdict}, ${result.reason}`;
}

function cautionsOf(base: ComparableRun, head: ComparableRun): string[] {
  const cautions: string[] = [];
  for (const [name, run] of [['base', base] as const, ['head', head] as const]) {
    const { outcome, reason } = run.summary;
    if (outcome === 'incomplete' || outcome === 'unreachable') {
      cautions.push(`${name} is ${outcome}: ${reason ?? 'no reason known'}. What it did not judge is not compared.`);
    }
  }
  if (base.tool.version !== head.tool.version) {
    cautions.push(`The rules may differ: base is of version ${base.tool.version}, head of ${head.tool.version}.`);
  }
  const transportsOf = ({ results }: ComparableRun) => new Set(results.map(({ transport }) => transport));
  const [before, after] = [transportsOf(base), transportsOf(head)];
  if (before.size > 0 && after.size > 0 && ![...before].some((kind) => after.has(kind))) {
    cautions.push(
      `The transports differ: ${[...before].join(', ')} and ${[...after].join(', ')}. No result is in both.`,
    );
  }
  return cautions;
}

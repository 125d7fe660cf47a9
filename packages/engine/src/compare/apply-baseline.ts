import type { Baseline, BaselineEntry } from '@mcp-lab/contracts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { isFinding, isJudged } from './is-finding.ts';

export interface BaselineReport {
  /** By result id: the entry that accepts the finding. */
  accepted: ReadonlyMap<string, BaselineEntry>;
  /** Findings that no entry accepts. */
  open: Result[];
  /** Entries whose finding does not occur any more, or that name a check there is not: themselves a finding. */
  stale: BaselineEntry[];
  /** Entries past their `until`: they accept nothing. */
  expired: BaselineEntry[];
  /** Entries whose check was not run or not judged, so that nobody can say whether they still hold. */
  unverified: BaselineEntry[];
}

/** `today` as YYYY-MM-DD; an entry holds up to and including the day of its `until`. */
export function applyBaseline(
  run: Pick<RunDocument, 'results' | 'notRun'>,
  { accept }: Baseline,
  today: string,
): BaselineReport {
  const findings = run.results.filter(({ verdict }) => isFinding(verdict));
  const accepted = new Map<string, BaselineEntry>();
  const report = { stale: [] as BaselineEntry[], expired: [] as BaselineEntry[], unverified: [] as BaselineEntry[] };
  for (const entry of accept) {
    const matching = findings.filter((result) => matches(entry, result));
    if (matching.length === 0) {
      report[isVerified(entry, run) ? 'stale' : 'unverified'].push(entry);
      continue;
    }
    if (entry.until !== undefined && entry.until < today) {
      report.expired.push(entry);
      continue;
    }
    for (const { id } of matching) if (!accepted.has(id)) accepted.set(id, entry);
  }
  return { accepted, open: findings.filter(({ id }) => !accepted.has(id)), ...report };
}

function matches(entry: BaselineEntry, result: Pick<Result, 'checkId' | 'revision' | 'transport'>): boolean {
  return (
    entry.check === result.checkId &&
    (entry.revision === undefined || entry.revision === result.revision) &&
    (entry.transport === undefined || entry.transport === result.transport)
  );
}

/** Whether the run can say that the finding is gone: it judged the check everywhere it looked, or knows no such check. */
function isVerified(entry: BaselineEntry, { results, notRun }: Pick<RunDocument, 'results' | 'notRun'>): boolean {
  const concerned = results.filter((result) => matches(entry, result));
  if (concerned.length > 0) return concerned.every(({ verdict }) => isJudged(verdict) || verdict === 'not-applicable');
  const isKnown =
    results.some(({ checkId }) => checkId === entry.check) || notRun.some(({ checkId }) => checkId === entry.check);
  return !isKnown;
}

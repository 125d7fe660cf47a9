import type { Revision } from '@mcp-lab/wire';
import type { Verdict } from '../check/check.ts';
import { buildRepro } from '../run/build-repro.ts';
import type { Result } from '../run/result.ts';
import type { ResultSource } from '../run/to-result.ts';
import type { OfficialCheck, OfficialStatus } from './read-checks.ts';

/** Informative: a failure of the official suite warns, whatever it weighs there. */
const verdicts: Readonly<Record<OfficialStatus, Exclude<Verdict, 'error' | 'fail'>>> = {
  SUCCESS: 'pass',
  FAILURE: 'warn',
  WARNING: 'info',
  INFO: 'info',
  SKIPPED: 'not-applicable',
  UNTESTABLE: 'untestable',
};

export interface OfficialVerdict {
  scenario: string;
  revision: Revision;
  /** Undefined: the scenario itself, which was left out or gave nothing. */
  check?: OfficialCheck;
  leftOut?: string;
  problem?: string;
  durationMs: number;
}

export function toOfficialResult(source: ResultSource & { suiteVersion: string }, verdict: OfficialVerdict): Result {
  const { scenario, revision, check, leftOut, problem } = verdict;
  const { transport, suiteVersion, disclosure } = source;
  const checkId = ['official', scenario, check?.id].filter(Boolean).join(':');
  const said = check === undefined ? (leftOut ?? problem ?? '') : check.message;
  return {
    id: `${checkId}@${transport}@${revision}`,
    checkId,
    area: 'official',
    title: check?.title ?? `the scenario ${scenario}`,
    level: 'SHOULD',
    transport,
    revision,
    verdict: check === undefined ? (leftOut === undefined ? 'untestable' : 'not-applicable') : verdicts[check.status],
    reason: disclosure.redact(`official suite ${suiteVersion}: ${said}`).slice(0, 2_000),
    // A note of the suite is told from a warning by this.
    severity: check?.status === 'FAILURE' || check?.status === 'WARNING' ? 'low' : 'none',
    spec: { path: '', url: check?.specUrl ?? '' },
    fix: 'See what the conformance checks of this lab say of the same point: they were made for servers such as this one.',
    evidence: [],
    repro: buildRepro(source, { checkId, revision, evidence: [], suite: 'official' }),
    durationMs: Math.round(verdict.durationMs),
  };
}

import type { Frame, TransportKind } from '@mcp-lab/wire';
import type { Check, Level, Verdict } from '../check/check.ts';
import { levelOf } from '../check/outcomes.ts';
import type { CheckRun } from '../check/run-check.ts';
import { buildRepro } from './build-repro.ts';
import type { Disclosure } from './redact-target.ts';
import type { Result, Severity } from './result.ts';
import { specUrl } from './spec-url.ts';

/** A reason quotes the peer, who may go on for ever. */
const maxReasonLength = 2_000;

export interface ResultSource {
  disclosure: Disclosure;
  transport: TransportKind;
  seed: number;
  frames: readonly Frame[];
}

export function toResult(source: ResultSource, run: Pick<CheckRun, 'planned' | 'outcome' | 'durationMs'>): Result {
  const { check, revision } = run.planned;
  const { verdict, reason, evidence = [] } = run.outcome;
  const level = levelOf(check, revision);
  return {
    id: `${check.id}@${source.transport}@${revision}`,
    checkId: check.id,
    area: check.area,
    title: check.title,
    level,
    transport: source.transport,
    revision,
    verdict,
    reason: source.disclosure.redact(reason).slice(0, maxReasonLength),
    severity: severityOf(check, level, verdict),
    spec: { path: check.spec, url: specUrl(check.spec, revision) },
    fix: check.fix,
    evidence: [...new Set(evidence.map((frame) => frame.seq).filter((seq) => seq >= 0))].sort(
      (left, right) => left - right,
    ),
    repro: buildRepro(source, { checkId: check.id, revision, evidence }),
    durationMs: Math.round(run.durationMs * 10) / 10,
  };
}

/** A broken MUST weighs less where the duty is only derived, and most where it is a matter of security. */
function severityOf(check: Check, level: Level, verdict: Verdict): Severity {
  if (verdict === 'warn') return check.area === 'security' ? 'medium' : 'low';
  if (verdict !== 'fail') return 'none';
  if (check.area === 'security') return level === 'MUST' && !check.derived ? 'critical' : 'high';
  return check.derived === 'duty' ? 'medium' : 'high';
}

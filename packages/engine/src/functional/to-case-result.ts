import { buildRepro } from '../run/build-repro.ts';
import type { Result, Severity } from '../run/result.ts';
import type { ResultSource } from '../run/to-result.ts';
import type { PlannedCase } from './plan-cases.ts';
import type { CaseVerdict } from './run-case.ts';

/** A reason quotes the peer, who may go on for ever. */
const maxReasonLength = 2_000;
const fix = 'Correct what the server does, or what the case expects. The frames show what was asked and what came.';

/** A case judged, in the shape that reporters, exports and the run page know. */
export function toCaseResult(
  source: ResultSource & { suiteFile: string },
  { id, case: one, revision }: PlannedCase,
  { verdict, reason, evidence, labels, durationMs }: CaseVerdict,
): Result {
  return {
    id: `${id}@${source.transport}@${revision}`,
    checkId: id,
    area: 'functional',
    title: one.name,
    level: 'MUST',
    transport: source.transport,
    revision,
    verdict,
    reason: source.disclosure.redact(reason).slice(0, maxReasonLength),
    severity: severityOf(verdict),
    spec: { path: '', url: '' },
    fix,
    evidence: [...new Set(evidence.map((frame) => frame.seq).filter((seq) => seq >= 0))].sort(
      (left, right) => left - right,
    ),
    repro: buildRepro(source, { checkId: id, revision, evidence, suiteFile: source.suiteFile }),
    durationMs: Math.round(durationMs * 10) / 10,
    ...(labels.length > 0 ? { labels } : {}),
  };
}

function severityOf(verdict: CaseVerdict['verdict']): Severity {
  if (verdict === 'fail') return 'high';
  return verdict === 'warn' ? 'low' : 'none';
}

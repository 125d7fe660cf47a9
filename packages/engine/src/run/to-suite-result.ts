import type { Frame, Revision } from '@mcp-lab/wire';
import type { Level, Verdict } from '../check/check.ts';
import { buildRepro } from './build-repro.ts';
import type { Result, Severity } from './result.ts';
import type { RunKind } from './run-document.ts';
import { specUrl } from './spec-url.ts';
import type { ResultSource } from './to-result.ts';

/** A reason quotes the peer, who may go on for ever. */
const maxReasonLength = 2_000;

/** What a suite beside the checks has to say about one property of the server. */
export interface SuiteFinding {
  /** `<area>:<what>`, stable between runs: it is what `--only`, baselines and `diff` know it by. */
  checkId: string;
  title: string;
  revision: Revision;
  verdict: Verdict;
  reason: string;
  /** How to mend it, in a sentence or two. */
  fix: string;
  evidence?: readonly Frame[];
  durationMs: number;
  /** Default SHOULD: no clause asks for most of what these suites look at. */
  level?: Level;
  /** Default: high for fail, low for warn, none for the rest. */
  severity?: Severity;
  /** A clause, where there is one. */
  spec?: string;
  /** What else the command that repeats it needs, for example `--allow-side-effects`. */
  options?: readonly string[];
}

/** A finding in the shape that reporters, exports, baselines and the run page know. */
export function toSuiteResult(
  source: ResultSource & {
    area: Result['area'];
    suite: Exclude<RunKind, 'conformance' | 'functional'>;
    /** The words of a command of its own that repeats it, where that is not `test`. */
    command?: readonly string[];
  },
  finding: SuiteFinding,
): Result {
  const { area, suite, command, transport, disclosure } = source;
  const { checkId, title, revision, verdict, reason, fix, evidence = [], durationMs, spec, options } = finding;
  return {
    id: `${checkId}@${transport}@${revision}`,
    checkId,
    area,
    title,
    level: finding.level ?? 'SHOULD',
    transport,
    revision,
    verdict,
    reason: disclosure.redact(reason).slice(0, maxReasonLength),
    severity: finding.severity ?? severityOf(verdict),
    spec: spec === undefined ? { path: '', url: '' } : { path: spec, url: specUrl(spec, revision) },
    fix,
    evidence: [...new Set(evidence.map(({ seq }) => seq).filter((seq) => seq >= 0))].sort((a, b) => a - b),
    repro: buildRepro(source, { checkId, revision, evidence, suite, options, command }),
    durationMs: Math.round(durationMs * 10) / 10,
  };
}

function severityOf(verdict: Verdict): Severity {
  if (verdict === 'fail') return 'high';
  return verdict === 'warn' ? 'low' : 'none';
}

import type { Frame, Revision } from '@mcp-lab/wire';
import type { Result } from '../../run/result.ts';
import { type SuiteFinding, toSuiteResult } from '../../run/to-suite-result.ts';
import { type Invariant, invariantNames, invariants } from '../judge/invariant.ts';
import type { SequenceReport } from '../sequences/fuzz-sequences.ts';
import type { Failure, ToolReport } from '../tool-report.ts';
import { failureLabel } from './failure-label.ts';
import { judgeCoverage } from './judge-coverage.ts';
import { describeFailures, type InvariantContext, judgeInvariant } from './judge-invariant.ts';

type Source = Omit<Parameters<typeof toSuiteResult>[0], 'area' | 'suite'>;

export interface ResultSettings {
  source: Source;
  revision: Revision;
  /** Of the command that repeats it. */
  options: readonly string[];
  isChosen: (checkId: string) => boolean;
}

const maxLabels = 10;
const coverageFix =
  'Give the schema examples, name arguments that work under tools in the suite file, or give the run more time.';

export function invariantId(invariant: Invariant | 'coverage', toolId: string): string {
  return `fuzz:${invariant}:${toolId}`;
}

export const sequencesId = 'fuzz:sequences';

/** One result for each invariant of a tool, and one that says how much they prove. */
export function toToolResults(
  settings: ResultSettings,
  toolId: string,
  report: ToolReport,
  context: InvariantContext,
): Result[] {
  const shown = JSON.stringify(report.tool.slice(0, 100));
  const results = invariantNames.map((invariant) => {
    const { verdict, reason, failures } = judgeInvariant(invariant, report, context);
    const { title, fix } = invariants[invariant];
    const evidence = failures.length > 0 ? failures.flatMap((failure) => failure.evidence) : report.evidence;
    return make(settings, failures, {
      checkId: invariantId(invariant, toolId),
      title: `${title}: ${shown}`,
      verdict,
      reason,
      fix,
      evidence: verdict === 'not-applicable' || verdict === 'untestable' ? [] : evidence,
      durationMs: report.durationMs,
    });
  });
  const coverage = make(settings, [], {
    checkId: invariantId('coverage', toolId),
    title: `How much the run proves: ${shown}`,
    ...judgeCoverage(report),
    fix: coverageFix,
    durationMs: report.durationMs,
  });
  return [...results, coverage].filter(({ checkId }) => settings.isChosen(checkId));
}

/** For a tool that was not called at all. */
export function toUntestedResult(settings: ResultSettings, toolId: string, name: string, reason: string): Result {
  return make(settings, [], {
    checkId: invariantId('coverage', toolId),
    title: `How much the run proves: ${JSON.stringify(name.slice(0, 100))}`,
    verdict: 'untestable',
    reason,
    fix: coverageFix,
    durationMs: 0,
  });
}

export function toSequenceResult(settings: ResultSettings, report: SequenceReport): Result {
  const { failures, sequences, calls, fed, endedBy } = report;
  const done = `${sequences} sequences with ${calls} calls, ${fed} arguments came from an earlier result`;
  const ended = endedBy === undefined ? '' : ` (${endedBy})`;
  const isProved = failures.some(
    ({ confirmed, violation }) => violation.severity === 'fail' && (confirmed || violation.invariant === 'no-crash'),
  );
  const broken = isProved ? 'fail' : 'warn';
  const nothingFed = `${done}${ended}: no result gave a value that a property of another call looks like`;
  return make(settings, failures, {
    checkId: sequencesId,
    title: 'Calls that use what earlier calls gave',
    ...(failures.length > 0
      ? { verdict: broken, reason: `${describeFailures(failures)} ${done}${ended}.` }
      : calls === 0
        ? { verdict: 'untestable', reason: endedBy ?? 'there is no tool that may be called' }
        : fed === 0
          ? { verdict: 'info', reason: nothingFed }
          : { verdict: 'pass', reason: `${done}, and every invariant held${ended}` }),
    fix: 'Look at what the earlier calls leave behind: the last call alone does not show it.',
    evidence: failures.length > 0 ? failures.flatMap(({ evidence }) => evidence) : report.evidence,
    durationMs: report.durationMs,
  });
}

function make(
  { source, revision, options }: ResultSettings,
  failures: readonly Failure[],
  finding: Omit<SuiteFinding, 'revision'> & { evidence?: readonly Frame[] },
): Result {
  const result = toSuiteResult({ ...source, area: 'fuzz', suite: 'fuzz' }, { ...finding, revision, options });
  if (failures.length === 0) return result;
  return {
    ...result,
    labels: failures.slice(0, maxLabels).map((failure) => failureLabel(failure, source.disclosure.redact)),
  };
}

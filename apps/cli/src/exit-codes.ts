import type { BaselineReport, RunDocument } from '@mcp-lab/engine';

/** What the shell sees. Documented in `mcp-lab --help`. */
export const exitCodes = {
  passed: 0,
  findings: 1,
  usage: 2,
  unreachable: 3,
  incomplete: 4,
  thresholdCrossed: 99,
  interrupted: 130,
} as const;

export const failOnLevels = ['fail', 'warn', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];

/**
 * A finding outranks an incomplete run: what was found is true whatever else was not looked at. What a baseline accepts
 * is no finding; an entry of it that no longer occurs is one.
 */
export function exitCodeOf(
  { summary, results }: Pick<RunDocument, 'summary' | 'results'>,
  failOn: FailOn,
  baseline?: BaselineReport,
): number {
  if (summary.cancelled) return exitCodes.interrupted;
  if (summary.outcome === 'unreachable') return exitCodes.unreachable;
  const open = results.filter(({ id, verdict }) => counts(verdict, failOn) && !baseline?.accepted.has(id));
  const stale = failOn === 'never' ? 0 : (baseline?.stale.length ?? 0);
  if (open.length + stale > 0) return exitCodes.findings;
  return summary.outcome === 'incomplete' ? exitCodes.incomplete : exitCodes.passed;
}

/** Whether a verdict makes exit code 1. */
export function counts(verdict: string, failOn: FailOn): boolean {
  return failOn !== 'never' && (verdict === 'fail' || (verdict === 'warn' && failOn === 'warn'));
}

import type { RunSummary } from '@mcp-lab/engine';

/** What the shell sees. Documented in `mcp-lab --help`. */
export const exitCodes = { passed: 0, findings: 1, usage: 2, unreachable: 3, incomplete: 4, interrupted: 130 } as const;

export const failOnLevels = ['fail', 'warn', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];

/** A finding outranks an incomplete run: what was found is true whatever else was not looked at. */
export function exitCodeOf(summary: RunSummary, failOn: FailOn): number {
  if (summary.cancelled) return exitCodes.interrupted;
  if (summary.outcome === 'unreachable') return exitCodes.unreachable;
  const findings = { fail: summary.counts.fail, warn: summary.counts.fail + summary.counts.warn, never: 0 }[failOn];
  if (findings > 0) return exitCodes.findings;
  return summary.outcome === 'incomplete' ? exitCodes.incomplete : exitCodes.passed;
}

import type { Frame } from '@mcp-lab/wire';
import type { MemoryGrowth } from './drive/memory-watch.ts';
import type { FuzzCall } from './fuzz-call.ts';
import type { FuzzInput } from './inputs/fuzz-input.ts';
import type { Invariant, Violation } from './judge/invariant.ts';

/** One way in which an invariant was broken, made small and tried again. */
export interface Failure {
  violation: Violation;
  /** The tool, the invariant and how: failures alike have the same. */
  signature: string;
  /** In a fresh process or session, in this order; the last one shows it. */
  calls: FuzzCall[];
  input: FuzzInput;
  confirmed: boolean;
  evidence: Frame[];
  /** Of fast-check. */
  seed: number;
  path: string | null;
  shrinks: number;
}

/** What was tried on a tool and what came of it. */
export interface ToolReport {
  tool: string;
  failures: Failure[];
  /** Calls made, shrinking and proving not counted. */
  counts: {
    calls: number;
    answered: number;
    validSent: number;
    validServed: number;
    validRefused: number;
    invalidSent: number;
    invalidRefused: number;
    outputsJudged: number;
    errorsSeen: number;
    timeouts: number;
    /** Kinds of calls that were answered only when given longer. */
    slow: number;
    stillAnswered: number;
  };
  memory: MemoryGrowth | undefined;
  /** Why the run proved less than it might have, in words. */
  notes: string[];
  /** Why it ended before all was tried. */
  endedBy: string | undefined;
  /** No session could be opened any more: nothing is left to try, on other tools either. */
  isServerGone: boolean;
  evidence: Frame[];
  durationMs: number;
}

export function emptyReport(tool: string): ToolReport {
  return {
    tool,
    failures: [],
    counts: {
      calls: 0,
      answered: 0,
      validSent: 0,
      validServed: 0,
      validRefused: 0,
      invalidSent: 0,
      invalidRefused: 0,
      outputsJudged: 0,
      errorsSeen: 0,
      timeouts: 0,
      slow: 0,
      stillAnswered: 0,
    },
    memory: undefined,
    notes: [],
    endedBy: undefined,
    isServerGone: false,
    evidence: [],
    durationMs: 0,
  };
}

export function failuresOf(report: ToolReport, invariant: Invariant): Failure[] {
  return report.failures.filter(({ violation }) => violation.invariant === invariant);
}

/** What answers when it is given more time is no failure of the server's. */
export function isOnlySlow({ confirmed, violation: { invariant } }: Failure): boolean {
  return !confirmed && (invariant === 'answers' || invariant === 'no-hang');
}

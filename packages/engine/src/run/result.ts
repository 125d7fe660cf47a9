import type { Confidence, groupAreas, ResultLabel } from '@mcp-lab/contracts';
import type { Revision, TransportKind } from '@mcp-lab/wire';
import type { Area, Level, Verdict } from '../check/check.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'none';

/** How to see a finding again without the lab's report. */
export interface Repro {
  /** The lab's own command that runs only this check. */
  cli: string;
  /** HTTP: the offending exchange as curl; null where the evidence holds no request. */
  curl: string | null;
  /** stdio: the offending lines piped into the server. */
  shell: string | null;
}

/** One check or case at one revision. */
export interface Result {
  /** Stable within and between runs of the same target: check id, transport and revision. */
  id: string;
  checkId: string;
  /** The last four are no checks of the registry: cases of the user's, and what stands around conformance. */
  area: Area | (typeof groupAreas)[number];
  title: string;
  level: Level;
  transport: TransportKind;
  revision: Revision;
  verdict: Verdict;
  reason: string;
  severity: Severity;
  spec: { path: string; url: string };
  fix: string;
  /** Positions of the frames that show it, in the run's transcript. */
  evidence: number[];
  repro: Repro;
  durationMs: number;
  /** Of a functional case: flaky on retry, flaky in history, broken since. */
  labels?: ResultLabel[];
  /** Of a finding of the security suite: how sure it is. The reason says it too. */
  confidence?: Confidence;
}

import type { ChaosReport, RunKind as LabRunKind, LoadReport } from '@mcp-lab/contracts';
import type { Revision, ServerProfile } from '@mcp-lab/wire';
import type { Verdict } from '../check/check.ts';
import type { EncodedFrame } from './encode-frame.ts';
import type { RedactedTarget } from './redact-target.ts';
import type { Result } from './result.ts';

export const runSchemaVersion = 1;

/** What a finished run says as a whole; `unreachable`: the server could not be started or spoken to. */
export type RunOutcome = 'passed' | 'findings' | 'unreachable' | 'incomplete';

export interface RunSummary {
  outcome: RunOutcome;
  /** For anything but passed and findings: what happened. */
  reason: string | null;
  /** And what to do about it. */
  hint: string | null;
  /** The user ended it. The outcome is then `incomplete`. */
  cancelled: boolean;
  counts: Record<Verdict, number>;
}

/** A check of the registry that gave no result, and why. Not run is never pass. */
export interface NotRun {
  checkId: string;
  why: 'transport' | 'revision' | 'not-selected' | 'side-effects' | 'excluded';
  /** The user's, for `excluded`. */
  reason?: string;
}

/** Who opened a connection of the transcript and at which revision. */
export interface ConnectionInfo {
  connection: number;
  revision: Revision;
  /** `tour` lists everything; `exercise` then calls, reads and gets; `shared` serves several checks. */
  purpose: 'discovery' | 'tour' | 'exercise' | 'shared' | 'check';
  checkId: string | null;
}

/** The frames of a run as they are stored. */
export interface StoredTranscript {
  /** Epoch milliseconds at which `firstByteNs` 0 stands. */
  startedAt: number;
  frames: EncodedFrame[];
  /** What caps kept out, on the wire and when storing. */
  dropped: { frames: number; bytes: number };
  /** Of these only the evidence was stored, so they must not be judged again. */
  incompleteConnections: number[];
}

/** `interop` and `official` are run by the command line only. */
export type RunKind = LabRunKind | 'interop' | 'official';

/** One run as a file: plain JSON, everything a report or a later judgement needs. */
export interface RunDocument {
  schemaVersion: typeof runSchemaVersion;
  kind: RunKind;
  tool: { name: 'mcp-lab'; version: string };
  target: RedactedTarget;
  profile: ServerProfile;
  seed: number;
  /** Epoch milliseconds. */
  startedAt: number;
  finishedAt: number;
  summary: RunSummary;
  results: Result[];
  notRun: NotRun[];
  connections: ConnectionInfo[];
  transcript: StoredTranscript;
  /** Of a load or soak run: what was measured. */
  load?: LoadReport;
  /** Of a chaos run: what it did and saw. */
  chaos?: ChaosReport;
}

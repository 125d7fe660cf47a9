import type { JsonObject } from './json.ts';
import type { LegacyRevision, ModernRevision } from './revision.ts';
import type { TransportKind } from './target.ts';

export type DiscoveryFailure =
  | 'not-startable'
  | 'unreachable'
  | 'not-mcp'
  | 'auth-required'
  | 'outage'
  | 'exited'
  | 'silent';

/** One probe of the discovery and what it proved. */
export interface DiscoveryEvidence {
  /** For example `server/discover 2026-07-28` or `initialize 2025-06-18`. */
  probe: string;
  /** What came, in a few words: `result`, `error -32601`, `HTTP 401`, `exit 1`, `timeout`. */
  observed: string;
  concludes: 'modern' | 'not-modern' | 'legacy' | 'not-legacy' | 'nothing';
  /** Frames of the probe in the transcript: first and last seq. */
  frames: [first: number, last: number] | null;
  note?: string;
}

/** What a server speaks, by evidence and never by one probe alone. */
export interface ServerProfile {
  transport: TransportKind;
  modern: ModernRevision[];
  legacy: LegacyRevision[];
  /** Versions the server named that this build does not know. */
  unknownVersions: string[];
  evidence: DiscoveryEvidence[];
  /** From the newest successful opening. */
  serverInfo?: JsonObject;
  capabilities?: JsonObject;
  instructions?: string;
  /** Set when nothing could be spoken: why, and a sentence that tells the user what to do. */
  failure?: { kind: DiscoveryFailure; message: string; hint: string };
}

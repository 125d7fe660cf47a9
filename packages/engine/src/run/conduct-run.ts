import {
  type CheckAddress,
  createTranscript,
  type ServerProfile,
  type Target,
  type Transcript,
  type TransportKind,
} from '@mcp-lab/wire';
import { type ConnectionLog, createConnectionLog } from './connection-log.ts';
import { discoverInRun, redactProfile } from './discover-in-run.ts';
import type { ProgressEvent } from './progress.ts';
import { type Disclosure, discloseTarget } from './redact-target.ts';
import type { Result } from './result.ts';
import { createRunClock, type EarlyEnd, type RunClock } from './run-clock.ts';
import { type NotRun, type RunDocument, type RunSummary, runSchemaVersion } from './run-document.ts';
import { storeTranscript } from './store-transcript.ts';
import { summariseResults } from './summarise-results.ts';

/** What every kind of run is told. */
export interface RunSettings {
  target: Target;
  seed: number;
  toolVersion: string;
  signal?: AbortSignal;
  requestTimeoutMs?: number;
  maxRunMs?: number;
  transports?: readonly TransportKind[];
  owner?: string;
  checkAddress?: CheckAddress;
  profile?: ServerProfile;
  onProgress?: (event: ProgressEvent) => void;
}

/** A run whose server was found and answered. */
export interface RunUnderWay {
  profile: ServerProfile;
  disclosure: Disclosure;
  transcript: Transcript;
  connections: ConnectionLog;
  clock: RunClock;
  requestTimeoutMs: number;
  onProgress: (event: ProgressEvent) => void;
}

export interface RunYield {
  results: Result[];
  notRun?: NotRun[];
  /** Why nothing, or not all, was done; the clock's own word goes first. */
  endedEarly?: EarlyEnd;
}

/**
 * The frame of every kind of run: a transcript, a clock, discovery, then `perform` where there is a server to speak to,
 * and the document. Never rejects because of the server. `secrets` are shown nowhere, by name.
 */
export async function conductRun(
  kind: RunDocument['kind'],
  settings: RunSettings,
  secrets: Readonly<Record<string, string | undefined>>,
  perform: (run: RunUnderWay) => Promise<RunYield>,
): Promise<RunDocument> {
  const { target, seed, toolVersion, requestTimeoutMs = 5_000, maxRunMs = 300_000, onProgress = () => {} } = settings;
  const disclosure = discloseTarget(target, secrets);
  const transcript = createTranscript();
  const connections = createConnectionLog(transcript);
  const clock = createRunClock(settings.signal, maxRunMs);
  try {
    const profile = settings.profile ?? (await discoverInRun(settings, connections, clock, requestTimeoutMs));
    const shownProfile = redactProfile(profile, disclosure);
    onProgress({ type: 'discovered', profile: shownProfile });
    const finish = (results: Result[], notRun: NotRun[], summary: RunSummary): RunDocument => {
      onProgress({ type: 'finished', summary });
      return {
        schemaVersion: runSchemaVersion,
        kind,
        tool: { name: 'mcp-lab', version: toolVersion },
        target: disclosure.target,
        profile: shownProfile,
        seed,
        startedAt: transcript.startedAt,
        finishedAt: transcript.startedAt + Math.round(transcript.now() / 1e6),
        summary,
        results,
        notRun,
        connections: [...connections.connections],
        transcript: storeTranscript(transcript, disclosure.redact, results),
      };
    };
    if (clock.endedEarly) return finish([], [], summariseResults([], clock.endedEarly));
    if (profile.failure) {
      const { message, hint } = profile.failure;
      return finish([], [], { ...summariseResults([], undefined), outcome: 'unreachable', reason: message, hint });
    }
    const run = { profile, disclosure, transcript, connections, clock, requestTimeoutMs, onProgress };
    const { results, notRun = [], endedEarly } = await perform(run);
    return finish(results, notRun, summariseResults(results, clock.endedEarly ?? endedEarly));
  } finally {
    clock.stop();
  }
}

import { noInputs, type SuiteInputs } from '@mcp-lab/contracts';
import {
  type CheckAddress,
  createTranscript,
  type Revision,
  type ServerProfile,
  type Target,
  type TransportKind,
} from '@mcp-lab/wire';
import { checks as allChecks } from '../checks/registry.ts';
import { judgeRevisionParity, type ParitySource, revisionParityId } from '../parity/judge-revision-parity.ts';
import { discloseTarget } from '../run/redact-target.ts';
import type { Result } from '../run/result.ts';
import { type NotRun, type RunDocument, type RunSummary, runSchemaVersion } from '../run/run-document.ts';
import { storeTranscript } from '../run/store-transcript.ts';
import { summariseResults } from '../run/summarise-results.ts';
import type { Check } from './check.ts';
import { createConnectionLog } from './connection-log.ts';
import { discoverInRun, redactProfile } from './discover-in-run.ts';
import { executePlan } from './execute-plan.ts';
import { matchesPattern, planRun } from './plan-run.ts';
import type { ProgressEvent } from './progress.ts';
import { createRunClock } from './run-clock.ts';

export interface ConformanceOptions {
  target: Target;
  /** 0 to 2^32 - 1. The same seed sends the same bytes. */
  seed: number;
  /** Stands in the document. */
  toolVersion: string;
  signal?: AbortSignal;
  /** Check ids; `*` matches any part. */
  only?: readonly string[];
  skip?: readonly string[];
  allowSideEffects?: boolean;
  /** What the user told about the server. Default: nothing. */
  inputs?: SuiteInputs;
  /** What else must not be shown, by name: what OAuth gave, and was given. */
  secrets?: Readonly<Record<string, string>>;
  requestTimeoutMs?: number;
  checkTimeoutMs?: number;
  maxRunMs?: number;
  revisions?: readonly Revision[];
  /** HTTP only: which of the two transports may be used. */
  transports?: readonly TransportKind[];
  /** Begins the cookie in the environment of each child, so that whoever owns this process can sweep them after a crash. */
  owner?: string;
  /** HTTP: which addresses are off limits. Default: none. */
  checkAddress?: CheckAddress;
  /** What an earlier discovery found; without it the run begins with one. */
  profile?: ServerProfile;
  /** Checks that run side by side, each with sessions of its own. Default 4, over HTTP 8: there no process has to start. */
  concurrency?: number;
  /** Default: the whole registry. */
  checks?: readonly Check[];
  onProgress?: (event: ProgressEvent) => void;
}

/**
 * Runs the conformance suite against one server and gives the whole run back as a document. Never rejects because of
 * the server: an unreachable one, a dying one and a cancelled run are outcomes. No process outlives it.
 */
export async function runConformance(options: ConformanceOptions): Promise<RunDocument> {
  const { target, seed, requestTimeoutMs = 5_000, onProgress = () => {} } = options;
  const inputs = options.inputs ?? noInputs;
  const disclosure = discloseTarget(target, { ...inputs.tokens, ...options.secrets });
  const transcript = createTranscript();
  const connections = createConnectionLog(transcript);
  const clock = createRunClock(options.signal, options.maxRunMs ?? 300_000);
  try {
    const profile = options.profile ?? (await discoverInRun(options, connections, clock, requestTimeoutMs));
    onProgress({ type: 'discovered', profile: redactProfile(profile, disclosure) });
    const finish = (results: Result[], notRun: NotRun[], summary: RunSummary): RunDocument => {
      onProgress({ type: 'finished', summary });
      return {
        schemaVersion: runSchemaVersion,
        kind: 'conformance',
        tool: { name: 'mcp-lab', version: options.toolVersion },
        target: disclosure.target,
        profile: redactProfile(profile, disclosure),
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
    const plan = planRun(options.checks ?? allChecks, profile.transport, profile, {
      ...options,
      allowSideEffects: options.allowSideEffects || inputs.allow.sideEffects,
      exclude: inputs.exclude,
    });
    const results = await executePlan({
      plan,
      order: options.checks ?? allChecks,
      target,
      inputs,
      disclosure,
      profile,
      transcript,
      connections,
      clock,
      seed,
      requestTimeoutMs,
      owner: options.owner,
      checkAddress: options.checkAddress,
      checkTimeoutMs: options.checkTimeoutMs ?? 30_000,
      concurrency: options.concurrency ?? (profile.transport === 'stdio' ? 4 : 8),
      onProgress,
    });
    for (const result of parityOf(options, {
      profile,
      frames: transcript.frames,
      connections: connections.connections,
      disclosure,
      seed,
    })) {
      results.push(result);
      onProgress({ type: 'result', result });
    }
    return finish(results, plan.notRun, summariseResults(results, clock.endedEarly));
  } finally {
    clock.stop();
  }
}

/** Part of a run with the whole registry, unless the user chose otherwise. */
function parityOf({ checks, only = [], skip = [], inputs }: ConformanceOptions, source: ParitySource): Result[] {
  const isNamed = (pattern: string) => matchesPattern(revisionParityId, pattern);
  const isWanted = only.length === 0 || only.some(isNamed);
  const isLeftOut = skip.some(isNamed) || inputs?.exclude.some(({ check }) => isNamed(check)) === true;
  return checks === undefined && isWanted && !isLeftOut ? judgeRevisionParity(source) : [];
}

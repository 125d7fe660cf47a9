import { noInputs, type SuiteInputs } from '@mcp-lab/contracts';
import type { CheckAddress, Revision, ServerProfile, Target, TransportKind } from '@mcp-lab/wire';
import { loadChecks } from '../checks/load-checks.ts';
import { judgeRevisionParity, type ParitySource, revisionParityId } from '../parity/judge-revision-parity.ts';
import { conductRun } from '../run/conduct-run.ts';
import type { ProgressEvent } from '../run/progress.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import type { Check } from './check.ts';
import { executePlan } from './execute-plan.ts';
import { matchesPattern, planRun } from './plan-run.ts';

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
  /** Checks that run side by side, each with sessions of its own. Default 8: they mostly wait. */
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
  const { target, seed } = options;
  const inputs = options.inputs ?? noInputs;
  return conductRun('conformance', options, { ...inputs.tokens, ...options.secrets }, async (run) => {
    const { profile, disclosure, transcript, connections, clock, requestTimeoutMs, onProgress } = run;
    const checks = options.checks ?? (await loadChecks());
    const plan = planRun(checks, profile.transport, profile, {
      ...options,
      allowSideEffects: options.allowSideEffects || inputs.allow.sideEffects,
      exclude: inputs.exclude,
    });
    const results = await executePlan({
      plan,
      order: checks,
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
      concurrency: options.concurrency ?? 8,
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
    return { results, notRun: plan.notRun };
  });
}

/** Part of a run with the whole registry, unless the user chose otherwise. */
function parityOf({ checks, only = [], skip = [], inputs }: ConformanceOptions, source: ParitySource): Result[] {
  const isNamed = (pattern: string) => matchesPattern(revisionParityId, pattern);
  const isWanted = only.length === 0 || only.some(isNamed);
  const isLeftOut = skip.some(isNamed) || inputs?.exclude.some(({ check }) => isNamed(check)) === true;
  return checks === undefined && isWanted && !isLeftOut ? judgeRevisionParity(source) : [];
}

import type { FunctionalCase } from '@mcp-lab/contracts';
import type { CheckAddress, Revision, ServerProfile, Target, TransportKind } from '@mcp-lab/wire';
import { conductRun } from '../run/conduct-run.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import type { ProgressEvent } from '../run/progress.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { findCaseIssues } from './find-case-issues.ts';
import { planCases } from './plan-cases.ts';
import { runCase } from './run-case.ts';
import { SessionKeeper } from './session-keeper.ts';
import { toCaseResult } from './to-case-result.ts';

export interface FunctionalOptions {
  target: Target;
  cases: readonly FunctionalCase[];
  /** Stands in the document; nothing in a functional run is random. */
  seed: number;
  /** Stands in the document. */
  toolVersion: string;
  /** Where the cases are from, for the commands that repeat one. */
  suiteFile?: string;
  signal?: AbortSignal;
  /** Case ids (`case:<slug>`) or `tag:<word>`; `*` matches any part. */
  only?: readonly string[];
  skip?: readonly string[];
  requestTimeoutMs?: number;
  maxRunMs?: number;
  /** Default: each case once, at the newest revision the server speaks or as the case says. */
  revisions?: readonly Revision[];
  /** HTTP only: which of the two transports may be used. */
  transports?: readonly TransportKind[];
  owner?: string;
  checkAddress?: CheckAddress;
  /** What else must not be shown, by name: what OAuth gave, and was given. */
  secrets?: Readonly<Record<string, string>>;
  /** What an earlier discovery found; without it the run begins with one. */
  profile?: ServerProfile;
  onProgress?: (event: ProgressEvent) => void;
}

/**
 * Runs functional cases against one server, one after another, and gives the whole run back as a document. Never rejects
 * because of the server. Throws Error on cases `findCaseIssues` finds fault with: ask it first. No process outlives it.
 */
export async function runFunctional(options: FunctionalOptions): Promise<RunDocument> {
  const { target, cases, seed } = options;
  const [issue] = findCaseIssues(cases);
  if (issue !== undefined) throw new Error(`${issue.path}: ${issue.message}`);
  return conductRun('functional', options, { ...options.secrets }, async (run) => {
    const { profile, disclosure, transcript, connections, clock, requestTimeoutMs, onProgress } = run;
    const plan = planCases(cases, profile, options);
    onProgress({ type: 'plan', total: plan.cases.length });
    const keeper = new SessionKeeper(target, plan.cases, ({ id, case: one, revision }) => ({
      revision,
      transport: profile.transport,
      transcript: connections.transcriptFor({
        revision,
        purpose: one.session === 'shared' ? 'shared' : 'check',
        checkId: one.session === 'shared' ? null : id,
      }),
      requestTimeoutMs,
      openingTimeoutMs: openingTimeoutOf(requestTimeoutMs),
      owner: options.owner,
      checkAddress: options.checkAddress,
      signal: clock.signal,
    }));
    const results: Result[] = [];
    try {
      for (const planned of plan.cases) {
        onProgress({ type: 'check-started', checkId: planned.id, revision: planned.revision });
        const verdict = await runCase(planned, {
          beginAttempt: () => keeper.beginAttempt(planned),
          signal: clock.signal,
          requestTimeoutMs,
          now: () => transcript.now() / 1e6,
        });
        const source = { disclosure, transport: profile.transport, seed, frames: transcript.frames };
        const result = toCaseResult({ ...source, suiteFile: options.suiteFile ?? 'suite.yaml' }, planned, verdict);
        results.push(result);
        onProgress({ type: 'result', result });
        onProgress({ type: 'frames', count: transcript.frames.length, dropped: transcript.dropped.frames });
      }
    } finally {
      await keeper.closeAll();
    }
    return { results, notRun: plan.notRun };
  });
}

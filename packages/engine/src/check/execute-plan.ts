import type { SuiteInputs } from '@mcp-lab/contracts';
import {
  type CheckAddress,
  eraOf,
  isJsonObject,
  type Revision,
  type ServerProfile,
  type Target,
  type Transcript,
} from '@mcp-lab/wire';
import { createSeededRandom } from '../random/seeded-random.ts';
import type { ConnectionLog } from '../run/connection-log.ts';
import type { ProgressEvent } from '../run/progress.ts';
import type { Disclosure } from '../run/redact-target.ts';
import type { Result } from '../run/result.ts';
import type { RunClock } from '../run/run-clock.ts';
import { toResult } from '../run/to-result.ts';
import type { Check, Tour } from './check.ts';
import { type Exercise, exercises } from './exercises.ts';
import { groupAlone } from './group-alone.ts';
import { createLentSessions } from './lent-sessions.ts';
import { limitParallel } from './limit-parallel.ts';
import { createPeerHealth } from './peer-health.ts';
import { performTour } from './perform-tour.ts';
import type { PlannedCheck, RunPlan } from './plan-run.ts';
import { type CheckRun, type RunEnvironment, runCheck } from './run-check.ts';
import { openInRun } from './session-in-run.ts';
import { createSharedSessions } from './shared-sessions.ts';
import { createTourView } from './tour-view.ts';

/** Of processes. */
const mostStartsAtOnce = 3;

export interface Execution {
  plan: RunPlan;
  /** The order of results. */
  order: readonly Check[];
  target: Target;
  inputs: SuiteInputs;
  disclosure: Disclosure;
  profile: ServerProfile;
  transcript: Transcript;
  connections: ConnectionLog;
  clock: RunClock;
  seed: number;
  requestTimeoutMs: number;
  owner: string | undefined;
  checkAddress: CheckAddress | undefined;
  checkTimeoutMs: number;
  concurrency: number;
  onProgress: (event: ProgressEvent) => void;
}

/** Tours, then session checks side by side, then destructive ones alone, then the checks that only look. */
export async function executePlan(execution: Execution): Promise<Result[]> {
  const { plan, transcript, clock, onProgress } = execution;
  const environment = createEnvironment(execution);
  const health = createPeerHealth(environment);
  const results: Result[] = [];
  const unreachable = new Map<Revision, string>();
  onProgress({ type: 'plan', total: [plan.session, plan.alone, plan.destructive, plan.tour].flat().length });

  await inParallel(plan.revisions, execution.concurrency, async (revision) => {
    const failure = await tourRevision(environment, revision, onProgress);
    if (failure !== undefined) unreachable.set(revision, failure);
    else if (isExercised(plan, revision)) await exerciseRevision(environment, revision, exercisesOf(plan, revision));
  });
  const [failure] = unreachable.values();
  if (failure !== undefined && unreachable.size === plan.revisions.length) clock.serverDied(failure);
  const report = (run: Pick<CheckRun, 'planned' | 'outcome' | 'durationMs'>) => {
    const { disclosure, profile, seed } = execution;
    const result = toResult({ disclosure, transport: profile.transport, seed, frames: transcript.frames }, run);
    results.push(result);
    onProgress({ type: 'result', result });
    onProgress({ type: 'frames', count: transcript.frames.length, dropped: transcript.dropped.frames });
  };
  const pools = { shared: createSharedSessions(environment), lent: createLentSessions(environment) };
  const closePools = async () => {
    const graceMs = clock.signal.aborted ? 200 : 2_000;
    await Promise.all([pools.shared.closeAll(graceMs), pools.lent.closeAll(graceMs)]);
  };
  const perform = async (planned: PlannedCheck) => {
    const reason = clock.endedEarly?.reason ?? unreachable.get(planned.revision);
    if (reason !== undefined) {
      report({ planned, outcome: { verdict: 'untestable', reason }, durationMs: 0 });
      return;
    }
    onProgress({ type: 'check-started', checkId: planned.check.id, revision: planned.revision });
    const run = await runCheck(environment, planned, pools);
    await health.observe(run);
    if (health.death !== undefined) clock.serverDied(health.death);
    report(run);
  };
  const performQuietly = async (planned: readonly PlannedCheck[]) => {
    for (const group of groupAlone(planned, execution.profile.transport)) {
      await inParallel(group, execution.concurrency, perform);
    }
  };
  try {
    await inParallel(plan.session, execution.concurrency, perform);
    await performQuietly(plan.alone);
  } finally {
    await closePools();
  }
  try {
    await performQuietly(plan.destructive);
  } finally {
    await closePools();
  }
  for (const planned of plan.tour) {
    const cancelled = clock.signal.aborted ? clock.endedEarly?.reason : undefined;
    const reason =
      cancelled ?? (hasFrames(environment, planned.revision) ? undefined : unreachable.get(planned.revision));
    if (reason !== undefined) report({ planned, outcome: { verdict: 'untestable', reason }, durationMs: 0 });
    else report(await runCheck(environment, planned));
  }
  return sortResults(results, execution);
}

function createEnvironment(execution: Execution): RunEnvironment {
  const { transcript, connections } = execution;
  const tours = new Map<Revision, Tour>();
  return {
    target: execution.target,
    inputs: execution.inputs,
    profile: execution.profile,
    transcript,
    connections,
    seed: execution.seed,
    signal: execution.clock.signal,
    requestTimeoutMs: execution.requestTimeoutMs,
    limitStarts: limitParallel(Math.min(execution.concurrency, mostStartsAtOnce)),
    owner: execution.owner,
    checkAddress: execution.checkAddress,
    checkTimeoutMs: execution.checkTimeoutMs,
    tourOf(revision) {
      const known = tours.get(revision);
      if (known) return known;
      const source = {
        get frames() {
          return transcript.frames;
        },
        get connections() {
          return connections.connections;
        },
      };
      const tour = createTourView(source, revision);
      tours.set(revision, tour);
      return tour;
    },
  };
}

/** A server may fail once by chance, so a failed tour is walked a second time. Gives the failure of the second. */
async function tourRevision(
  environment: RunEnvironment,
  revision: Revision,
  onProgress: Execution['onProgress'],
): Promise<string | undefined> {
  let failure: string | undefined;
  for (let attempt = 0; attempt < 2 && !environment.signal.aborted; attempt++) {
    failure = await tourOnce(environment, revision);
    if (failure === undefined) break;
  }
  const { tools, resources, prompts } = environment.tourOf(revision);
  const seen = { tools: tools.length, resources: resources.length, prompts: prompts.length };
  onProgress({ type: 'tour', revision, ...seen, ...(failure === undefined ? {} : { failure }) });
  return failure;
}

async function tourOnce(environment: RunEnvironment, revision: Revision): Promise<string | undefined> {
  const { seed, signal } = environment;
  try {
    const session = await openInRun(environment, { revision, purpose: 'tour', checkId: null });
    try {
      const { outcome = 'silent', failure } = session.opening ?? {};
      if (outcome === 'silent' || outcome === 'closed' || outcome === 'failed') {
        return `the opening at ${revision} got no answer: ${failure ?? outcome}`;
      }
      return await performTour(session, createSeededRandom(seed, `tour ${revision}`));
    } finally {
      await session.close({ graceMs: signal.aborted ? 200 : 2_000 });
    }
  } catch (error) {
    return `the tour at ${revision} failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The revisions that are judged in full, the newest of each era, as far as anything looks at what is shown there. */
function isExercised({ revisions, tour }: RunPlan, revision: Revision): boolean {
  if (!tour.some((planned) => planned.revision === revision)) return false;
  return revisions.find((candidate) => eraOf(candidate) === eraOf(revision)) === revision;
}

/** Beside the ordinary one those that some check of the plan has to see, as far as the user named calls for them. */
function exercisesOf({ tour, session }: RunPlan, revision: Revision): Exercise[] {
  const planned = [...tour, ...session].filter((one) => one.revision === revision);
  return exercises.filter(({ name }) => name === undefined || planned.some(({ check }) => check.exercise === name));
}

/** What fails here is seen by the checks that judge its frames. */
async function exerciseRevision(
  environment: RunEnvironment,
  revision: Revision,
  wanted: readonly Exercise[],
): Promise<void> {
  const { inputs, signal } = environment;
  const tour = environment.tourOf(revision);
  const perform = async ({ roles, open, run }: Exercise) => {
    if (roles !== undefined && !roles.some((role) => inputs.calls[role])) return;
    const info = { revision, purpose: 'exercise', checkId: null } as const;
    const session = await openInRun(environment, info, open?.(revision)).catch(() => undefined);
    if (session === undefined) return;
    try {
      if (isJsonObject(session.opening?.result)) await run(session, tour, inputs);
    } finally {
      await session.close({ graceMs: signal.aborted ? 200 : 2_000 });
    }
  };
  await Promise.all(wanted.map(perform));
}

function hasFrames(environment: RunEnvironment, revision: Revision): boolean {
  return environment
    .tourOf(revision)
    .frames()
    .some((frame) => frame.kind === 'message' && frame.direction === 'received');
}

async function inParallel<Item>(items: readonly Item[], workers: number, perform: (item: Item) => Promise<void>) {
  const queue = items[Symbol.iterator]();
  const work = async () => {
    for (const item of queue) await perform(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(workers, items.length)) }, work));
}

/** By catalogue, then by revision, the fullest run first: the order of finishing would differ from run to run. */
function sortResults(results: readonly Result[], { order, plan }: Execution): Result[] {
  const position = new Map(order.map((check, index) => [check.id, index]));
  const rank = (result: Result) => (position.get(result.checkId) ?? 0) * 10 + plan.revisions.indexOf(result.revision);
  return results.toSorted((left, right) => rank(left) - rank(right));
}

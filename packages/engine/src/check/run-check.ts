import type { SuiteInputs } from '@mcp-lab/contracts';
import type { CheckAddress, JsonObject, ServerProfile, Session, Target, Transcript } from '@mcp-lab/wire';
import { createSeededRandom } from '../random/seeded-random.ts';
import type { ConnectionLog } from '../run/connection-log.ts';
import type { ConnectionInfo } from '../run/run-document.ts';
import { callableTools } from '../surface/callable-tools.ts';
import type { CheckContext, CheckOutcome, Tour, Verdict } from './check.ts';
import { excuseThrottled } from './excuse-throttled.ts';
import { explainUnseen } from './explain-unseen.ts';
import { fetchPublic } from './fetch-public.ts';
import type { LentSession, LentSessions } from './lent-sessions.ts';
import type { limitParallel } from './limit-parallel.ts';
import { createOutcomes, levelOf } from './outcomes.ts';
import type { PlannedCheck } from './plan-run.ts';
import { openInRun } from './session-in-run.ts';
import { createSharedSessions, type SharedSessions } from './shared-sessions.ts';

/** What all checks of a run have in common. */
export interface RunEnvironment {
  target: Target;
  inputs: SuiteInputs;
  profile: ServerProfile;
  transcript: Transcript;
  connections: ConnectionLog;
  tourOf(revision: PlannedCheck['revision']): Tour;
  seed: number;
  /** Ends the run: the user's wish or the run's deadline. */
  signal: AbortSignal;
  requestTimeoutMs: number;
  /** Lets only so many processes start at a time: checks mostly wait, but a start takes a core for itself. */
  limitStarts?: ReturnType<typeof limitParallel>;
  owner?: string;
  checkAddress?: CheckAddress;
  checkTimeoutMs: number;
}

export interface CheckRun {
  planned: PlannedCheck;
  outcome: Omit<CheckOutcome, 'verdict'> & { verdict: Verdict };
  durationMs: number;
  connections: ConnectionInfo[];
}

/** How long a process that was not asked to exit by the check itself gets to leave before it is killed. */
const closeGraceMs = 1_000;
const abortGraceMs = 200;

/** A session could not be opened: the server's doing, not the harness's. */
class OpenFailure extends Error {
  override readonly name = 'OpenFailure';
}

/** Sessions that outlive a check. */
export interface SessionPools {
  shared: SharedSessions;
  lent: LentSessions;
}

/**
 * Runs one check and closes whatever it opened. Never throws: a throwing check is an `error` result. A finding that was
 * made while a shared session broke, or on one that another check had maltreated, may be that check's doing, so it is
 * judged again on a session of its own.
 */
export async function runCheck(
  environment: RunEnvironment,
  planned: PlannedCheck,
  pools?: SessionPools,
): Promise<CheckRun> {
  const used: Session[] = [];
  let isSecondHand = false;
  const run = await runOnce(environment, planned, pools, (session, wasUsed) => {
    used.push(session);
    isSecondHand ||= wasUsed;
  });
  const { verdict } = run.outcome;
  const isDoubtful = verdict !== 'pass' && (isSecondHand || used.some((session) => session.closed));
  return isDoubtful && !environment.signal.aborted ? runOnce(environment, planned) : run;
}

async function runOnce(
  environment: RunEnvironment,
  planned: PlannedCheck,
  pools?: SessionPools,
  onPooled: (session: Session, wasUsed: boolean) => void = () => {},
): Promise<CheckRun> {
  const { check, revision } = planned;
  const { inputs } = environment;
  const startedNs = environment.transcript.now();
  const ending = new AbortController();
  const sessions = createSessionOpener(environment, planned, AbortSignal.any([environment.signal, ending.signal]));
  const shared = pools?.shared ?? createSharedSessions({ ...environment, signal: sessions.signal });
  const borrowing = new Set<Promise<LentSession>>();
  const tour = environment.tourOf(revision);
  const context: CheckContext = {
    target: environment.target,
    profile: environment.profile,
    transport: environment.profile.transport,
    revision,
    transcript: environment.transcript,
    tour,
    inputs,
    signal: sessions.signal,
    random: createSeededRandom(environment.seed, check.id),
    open: sessions.open,
    async shared() {
      const session = await openOrExplain(shared.get(revision));
      onPooled(session, false);
      return session;
    },
    async borrow() {
      // Only the start of a process takes long enough to be worth it.
      if (pools === undefined || environment.profile.transport !== 'stdio') return sessions.open();
      const taking = pools.lent.take(revision, (info) => sessions.connections.push(info));
      borrowing.add(taking);
      const { session, isUsed } = await openOrExplain(taking);
      onPooled(session, isUsed);
      return session;
    },
    fetchPublic: (url) => fetchPublic(environment, url, revision, sessions.signal),
    get callable() {
      return callableTools(tour.tools, inputs);
    },
    call(role) {
      const call = inputs.calls[role];
      return call && { name: call.tool, arguments: call.arguments as JsonObject };
    },
    trigger(kind) {
      const trigger = inputs.triggers[kind];
      return trigger && { name: trigger.tool, arguments: trigger.arguments as JsonObject, uri: trigger.uri };
    },
    ...createOutcomes(levelOf(check, revision)),
  };
  const deadlineMs = check.deadlineMs?.(inputs) ?? environment.checkTimeoutMs;
  const describeTimeout = () => describeUnfinished(environment, sessions.connections, deadlineMs);
  const deadline = { signal: environment.signal, deadlineMs, describeTimeout };
  const isExercised = environment.connections.connections.some(
    (info) => info.purpose === 'exercise' && info.revision === revision,
  );
  const judged = await withDeadline(deadline, ending, async () => {
    return explainUnseen(check, { revision, tour, isExercised }, await check.run(context));
  });
  const own = sessions.connections.map(({ connection }) => connection);
  const outcome = excuseThrottled(environment.transcript.frames, own, judged);
  // Orderly first: a killed server leaves lock files, and an HTTP session that is not deleted stays on the server.
  const closeFailure = await sessions.closeAll();
  for (const taken of await Promise.allSettled(borrowing)) {
    if (taken.status === 'rejected') continue;
    // A check that ran out of time may still be at it.
    if (ending.signal.aborted) await taken.value.session.close({ graceMs: abortGraceMs });
    pools?.lent.giveBack(taken.value.session);
  }
  if (pools === undefined) await shared.closeAll(environment.signal.aborted ? abortGraceMs : closeGraceMs);
  ending.abort();
  return {
    planned,
    outcome: closeFailure === undefined ? outcome : { verdict: 'error', reason: closeFailure },
    durationMs: (environment.transcript.now() - startedNs) / 1e6,
    connections: sessions.connections,
  };
}

function createSessionOpener(environment: RunEnvironment, planned: PlannedCheck, signal: AbortSignal) {
  const connections: ConnectionInfo[] = [];
  const opening = new Set<Promise<Session>>();
  return {
    signal,
    connections,
    async open(options: Parameters<CheckContext['open']>[0] = {}): Promise<Session> {
      const revision = options.revision ?? planned.revision;
      const session = openInRun(
        environment,
        { revision, purpose: 'check', checkId: planned.check.id },
        { ...options, signal: options.signal ? AbortSignal.any([signal, options.signal]) : signal },
        (info) => connections.push(info),
      );
      opening.add(session);
      return openOrExplain(session);
    },
    /** Says why it failed, if it failed. */
    async closeAll(): Promise<string | undefined> {
      const graceMs = environment.signal.aborted ? abortGraceMs : closeGraceMs;
      const opened = await Promise.allSettled(opening);
      const sessions = opened.filter((result) => result.status === 'fulfilled').map((result) => result.value);
      const closed = await Promise.allSettled(sessions.map((session) => session.close({ graceMs })));
      const failed = closed.find((result) => result.status === 'rejected');
      return failed && `the harness could not close a session: ${messageOf(failed.reason)}`;
    },
  };
}

async function openOrExplain<Opened>(opening: Promise<Opened>): Promise<Opened> {
  try {
    return await opening;
  } catch (error) {
    throw new OpenFailure(messageOf(error), { cause: error });
  }
}

async function withDeadline(
  { signal, deadlineMs, describeTimeout }: { signal: AbortSignal; deadlineMs: number; describeTimeout: () => string },
  ending: AbortController,
  run: () => Promise<CheckOutcome>,
): Promise<CheckRun['outcome']> {
  const stopped = Promise.withResolvers<CheckRun['outcome']>();
  const stop = (reason: string) => {
    stopped.resolve({ verdict: 'untestable', reason });
    ending.abort();
  };
  const onAbort = () => stop('the run ended before this check did');
  const timer = setTimeout(() => stop(describeTimeout()), deadlineMs);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([stopped.promise, run()]);
  } catch (error) {
    if (signal.aborted) return { verdict: 'untestable', reason: 'the run ended before this check did' };
    if (error instanceof OpenFailure) {
      return { verdict: 'untestable', reason: `a session could not be opened: ${error.message}` };
    }
    return { verdict: 'error', reason: `the check itself failed: ${messageOf(error)}` };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function describeUnfinished(
  { transcript }: RunEnvironment,
  connections: readonly ConnectionInfo[],
  deadlineMs: number,
) {
  const own = new Set(connections.map((info) => info.connection));
  const last = transcript.frames.findLast((frame) => own.has(frame.connection) && frame.kind === 'message');
  const waitedFor = last?.direction === 'sent' ? '; the last thing sent was not answered' : '';
  return `the check did not finish within ${deadlineMs} ms${waitedFor}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

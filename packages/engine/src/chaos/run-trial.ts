import { setTimeout as wait } from 'node:timers/promises';
import { type ChaosPhase, type ChaosTrial, type Fault, faultKinds, type Injection } from '@mcp-lab/contracts';
import { whyNotPossible } from '../proxy/apply-process-fault.ts';
import type { CallRecord } from './call-record.ts';
import type { ChaosScene } from './chaos-scene.ts';
import { describeBlastRadius } from './describe-blast-radius.ts';
import { explainFailures } from './explain-failures.ts';
import { findRecovery } from './find-recovery.ts';
import { describePhase } from './hypothesis.ts';

/** A trial, and what is needed to judge it. */
export interface TrialOutcome {
  trial: ChaosTrial;
  /** Calls made after the fault that were answered well, and the first that were not. */
  answeredAfter: CallRecord | undefined;
  failedAfter: CallRecord[];
  ownFailures: CallRecord[];
  /** The process stayed although its pipes were broken, and what made it leave. */
  lingered: string | undefined;
  durationMs: number;
}

const lookMs = 100;
/** How long the hypothesis has to hold again before it counts, where it is looked at for longer before a fault. */
const maxWindowMs = 1_000;
const maxOwnErrors = 20;
const minMeasured = 3;
/** Longer than a proxy waits for a server that does not leave. */
const maxLeaveMs = 10_000;

/** One fault: steady state, the fault, its end whatever happens, and the way back. */
export async function runTrial(scene: ChaosScene, fault: Fault, name: string): Promise<TrialOutcome> {
  const { experiment, transport, signal, now } = scene;
  const seconds = fault.seconds ?? experiment.seconds;
  const beganMs = now();
  const trial: ChaosTrial = {
    name,
    fault,
    blastRadius: describeBlastRadius(fault, experiment.seconds),
    before: null,
    during: null,
    after: null,
    injections: 0,
    recoveryMs: null,
    exits: [],
    ownErrors: [],
    notTried: whyNotTried(fault, scene) ?? null,
  };
  const outcome: TrialOutcome = {
    trial,
    answeredAfter: undefined,
    failedAfter: [],
    ownFailures: [],
    lingered: undefined,
    durationMs: 0,
  };
  if (trial.notTried !== null) return outcome;
  trial.before = await lookBefore(scene, name);
  if (signal.aborted) trial.notTried = 'the run was ended before';
  else if (trial.before.holds !== true) {
    trial.notTried = `the steady state did not hold before the fault (${sayJudged(trial.before)})`;
  }
  if (trial.notTried !== null) return outcome;

  const armedMs = now();
  const seen = scene.injections.length;
  const ended = scene.ends.length;
  let rolledBackMs: number;
  try {
    scene.enter('during', name);
    const problems = await scene.port.arm([fault]);
    if (problems.length > 0) trial.notTried = `not possible here: ${problems.join('; ')}`;
    else await pause((fault.afterSeconds + seconds) * 1000, signal);
  } finally {
    await scene.port.arm([]);
    rolledBackMs = now();
  }
  if (trial.notTried !== null) return outcome;
  trial.recoveryMs = (await recover(scene, name, rolledBackMs)) ?? null;
  // Calls that the fault swallowed end by their timeout only.
  while (scene.load.pendingSinceMs < rolledBackMs && !signal.aborted) await pause(lookMs, signal);

  const struck = scene.injections.slice(seen);
  if (transport === 'stdio') await waitForEnds(scene, ended, struck);
  const all = scene.calls.filter(({ startedMs }) => startedMs >= armedMs);
  const inFault = all.filter(({ startedMs }) => startedMs < rolledBackMs);
  const afterwards = all.filter(({ startedMs }) => startedMs >= rolledBackMs);
  const injected = explainFailures(inFault, struck);
  trial.during = describePhase(scene.during, inFault, (rolledBackMs - armedMs) / 1000, injected);
  trial.after = describePhase(scene.steady, afterwards, (now() - rolledBackMs) / 1000);
  trial.injections = struck.length;
  outcome.ownFailures = inFault.filter((call) => call.outcome !== 'ok' && !injected.has(call));
  trial.ownErrors = groupErrors(outcome.ownFailures);
  outcome.answeredAfter = afterwards.find(({ outcome: how }) => how === 'ok');
  outcome.failedAfter = afterwards.filter(({ outcome: how }) => how !== 'ok').slice(0, 5);
  const ends = scene.ends.slice(ended);
  // Those that were asked to leave by the end of their stdin apart.
  const exits = ends.filter(({ needed, wasReset }) => needed === 'gone' && !wasReset);
  trial.exits = exits.slice(0, 20).map(({ code, signal: by, stderrTail }) => {
    const last = stderrTail.trim().split('\n').at(-1) ?? '';
    return `${by === null ? `code ${code}` : by}${last === '' ? '' : `: ${last}`}`.slice(0, 300);
  });
  outcome.lingered = ends.find(({ wasReset, needed }) => wasReset && (needed === 'term' || needed === 'kill'))?.needed;
  outcome.durationMs = now() - beganMs;
  if (trial.recoveryMs === null && transport === 'stdio' && !signal.aborted) await scene.load.restart();
  return outcome;
}

/** How a server took a reset is known when it has left, or was made to. */
async function waitForEnds(
  { ends, now, signal }: ChaosScene,
  from: number,
  struck: readonly Injection[],
): Promise<void> {
  const resets = struck.filter(({ kind }) => kind === 'reset').length;
  const untilMs = now() + maxLeaveMs;
  const isMissing = () => ends.slice(from).filter(({ wasReset }) => wasReset).length < resets;
  while (isMissing() && now() < untilMs && !signal.aborted) await pause(lookMs, signal);
}

function whyNotTried(fault: Fault, { transport, signal }: ChaosScene): string | undefined {
  if (signal.aborted) return 'the run was ended before';
  if (!faultKinds[fault.kind].transports.includes(transport)) return `it does not apply to ${transport}`;
  const reason = whyNotPossible(fault);
  return reason === undefined ? undefined : `not possible on this machine: ${reason}`;
}

/** A server that was just started, or is still busy with what went before, gets a second look. */
async function lookBefore(scene: ChaosScene, name: string): Promise<ChaosPhase> {
  const { experiment, steady, signal, now } = scene;
  scene.enter('before', name);
  for (let look = 0; ; look++) {
    const fromMs = now();
    await pause(experiment.steadySeconds * 1000, signal);
    const measured = () => scene.calls.filter(({ startedMs }) => startedMs >= fromMs);
    // Answers that take longer than that are waited for, as long as for any.
    const untilMs = now() + experiment.requestTimeoutMs;
    while (measured().length < minMeasured && now() < untilMs && !signal.aborted) await pause(lookMs, signal);
    const calls = measured();
    const phase = describePhase(steady, calls, (now() - fromMs) / 1000);
    if (phase.holds === true || look > 0 || signal.aborted) return phase;
  }
}

async function recover(scene: ChaosScene, name: string, fromMs: number): Promise<number | undefined> {
  const { experiment, load, steady, signal, now } = scene;
  scene.enter('recovery', name);
  await load.reopen();
  const windowMs = Math.min(maxWindowMs, experiment.steadySeconds * 1000);
  const limitMs = experiment.recoverySeconds * 1000;
  // What begins to hold within the limit is seen to hold a moment later.
  while (now() - fromMs < limitMs + windowMs + lookMs && !signal.aborted) {
    await pause(lookMs, signal);
    const look = { fromMs, nowMs: now(), windowMs, pendingSinceMs: load.pendingSinceMs };
    const recoveryMs = findRecovery(steady, scene.calls, look);
    if (recoveryMs === undefined) continue;
    // What is under way at this moment belongs to it as well.
    const untilMs = now();
    while (load.pendingSinceMs < untilMs && !signal.aborted) await pause(lookMs, signal);
    const again = findRecovery(steady, scene.calls, { ...look, nowMs: now(), pendingSinceMs: load.pendingSinceMs });
    if (again !== undefined) return again <= limitMs ? Math.round(again) : undefined;
  }
  return undefined;
}

export function sayJudged({ hypothesis, calls }: ChaosPhase): string {
  const broken = hypothesis.filter(({ ok }) => ok !== true);
  const said = broken.map(
    ({ expression, observed }) => `${expression}: ${observed === null ? 'nothing was measured' : round(observed)}`,
  );
  return `${said.join('; ')}; ${calls} calls`;
}

function round(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function groupErrors(calls: readonly CallRecord[]): ChaosTrial['ownErrors'] {
  const groups = Map.groupBy(calls, ({ name, outcome, detail }) => `${name}: ${outcome}, ${detail}`.slice(0, 300));
  return [...groups].slice(0, maxOwnErrors).map(([message, { length }]) => ({ message, count: length }));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

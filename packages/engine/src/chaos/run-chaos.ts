import { randomUUID } from 'node:crypto';
import type { ChaosExperiment, ChaosReport, ChaosTick, ChaosWrite, Injection } from '@mcp-lab/contracts';
import { loadProfileSchema } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, openSession, type Revision, type Session } from '@mcp-lab/wire';
import { readSurface } from '../inspect/read-surface.ts';
import type { LoadMix } from '../load/load-mix.ts';
import { planMix } from '../load/plan-mix.ts';
import { startGuardian } from '../proxy/start-guardian.ts';
import { conductRun, type RunUnderWay, type RunYield } from '../run/conduct-run.ts';
import { newestRevision } from '../run/newest-revision.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { selectFindings } from '../run/select-findings.ts';
import type { SuiteSettings } from '../run/suite-settings.ts';
import { type SuiteFinding, toSuiteResult } from '../run/to-suite-result.ts';
import { chaosCommand } from './chaos-command.ts';
import type { ChaosScene } from './chaos-scene.ts';
import { defaultFaults } from './default-faults.ts';
import { openFaultPort } from './fault-port.ts';
import { findExperimentIssues } from './find-experiment-issues.ts';
import { readHypothesis } from './hypothesis.ts';
import { judgeTrial } from './judge-trial.ts';
import { judgeWrites } from './judge-writes.ts';
import { nameTrials } from './name-trials.ts';
import { runTrial } from './run-trial.ts';
import { SteadyLoad } from './steady-load.ts';
import { TickKeeper } from './tick-keeper.ts';
import { tryWrites } from './try-writes.ts';

export interface ChaosSettings extends SuiteSettings {
  experiment: ChaosExperiment;
  /** Each second, while it goes on. */
  onTick?: (tick: ChaosTick) => void;
  /** Before anything is broken: which faults, whom they can strike and for how long. */
  onPlan?: (plan: { name: string; blastRadius: string }[]) => void;
}

const maxInjections = 1_000;
/** Discovery, openings and endings, beside the faults themselves. */
const besideSeconds = 120;

/**
 * Brings faults about, one after another, under a small steady load, and looks whether the server lives, recovers and
 * applies nothing twice. Throws Error on an experiment that `findExperimentIssues` finds fault with, a server that is
 * nobody's to break among them: ask it first. Never rejects because of the server. Nothing outlives it, also when this
 * process is killed: no process, no proxy, no limit. Default of `maxRunMs`: as long as the experiment takes.
 */
export async function runChaos(settings: ChaosSettings): Promise<RunDocument> {
  const { experiment, target, inputs } = settings;
  const [issue] = findExperimentIssues(experiment, target);
  if (issue !== undefined) throw new Error(`${issue.path}: ${issue.message}`);
  let report: ChaosReport | undefined;
  const maxRunMs = settings.maxRunMs ?? plannedSeconds(experiment) * 1000;
  const secrets = { ...inputs.tokens, ...settings.secrets };
  const document = await conductRun('chaos', { ...settings, maxRunMs }, secrets, async (run) => {
    const done = await performExperiment(run, settings);
    report = done.report;
    return done.yield;
  });
  return report === undefined ? document : { ...document, chaos: report };
}

async function performExperiment(
  run: RunUnderWay,
  settings: ChaosSettings,
): Promise<{ report?: ChaosReport; yield: RunYield }> {
  const revision = newestRevision(run.profile, settings.revisions);
  if (revision === undefined) return { yield: failed('the server speaks none of the revisions asked for') };
  const { transport } = run.profile;
  const owner = `${settings.owner ?? 'lab'}:chaos-${randomUUID()}`;
  // Before the first fault: it also ends what a killed runner leaves, stopped processes among them.
  const guardian = settings.target.kind === 'stdio' ? await startGuardian(`${owner}:`) : undefined;
  const began = performance.now();
  const now = () => performance.now() - began;
  const injections: Injection[] = [];
  const ends: ChaosScene['ends'] = [];
  const port = await openFaultPort({
    target: settings.target,
    transport,
    seed: settings.seed,
    checkAddress: settings.checkAddress,
    onInjected: (injection) => injections.push({ ...injection, atMs: Math.round(now() * 10) / 10 }),
    onEnded: (end) => {
      if (scene?.load.isClosing !== true) ends.push({ ...end, atMs: now() });
    },
  });
  const open = (purpose: string) => (signal: AbortSignal) =>
    openSession(port.target, {
      revision,
      transport,
      transcript: run.connections.transcriptFor({ revision, purpose: 'check', checkId: purpose }),
      requestTimeoutMs: settings.experiment.requestTimeoutMs,
      openingTimeoutMs: openingTimeoutOf(settings.experiment.requestTimeoutMs),
      owner,
      signal,
    });
  let scene: ChaosScene | undefined;
  try {
    const planned = await lookAround(open('chaos:mix'), run, settings);
    if ('problem' in planned) return { yield: failed(planned.problem) };
    const { experiment } = settings;
    const calls: ChaosScene['calls'] = [];
    const ticks = new TickKeeper({ now, onTick: (tick) => settings.onTick?.(tick) });
    const load = new SteadyLoad({
      mix: planned.mix.calls,
      pace: experiment.vus === undefined ? { rate: experiment.rate } : { vus: experiment.vus },
      requestTimeoutMs: experiment.requestTimeoutMs,
      seed: settings.seed,
      open: open('chaos:load'),
      now,
      signal: run.clock.signal,
      onCall: (call) => {
        calls.push(call);
        ticks.add(call);
      },
    });
    scene = {
      experiment,
      transport,
      port,
      load,
      steady: readHypothesis(experiment.steady),
      during: readHypothesis(experiment.during),
      calls,
      injections,
      ends,
      signal: run.clock.signal,
      now,
      enter: (phase, trial) => ticks.enter(phase, trial),
    };
    try {
      return await conduct(run, settings, { scene, revision, planned, ticks });
    } finally {
      await load.stop();
      ticks.stop();
    }
  } finally {
    await port.close();
    await guardian?.release();
  }
}

interface Conducted {
  scene: ChaosScene;
  revision: Revision;
  planned: Planned;
  ticks: TickKeeper;
}

async function conduct(
  run: RunUnderWay,
  settings: ChaosSettings,
  { scene, revision, planned, ticks }: Conducted,
): Promise<{ report?: ChaosReport; yield: RunYield }> {
  const { experiment, transport } = scene;
  const { disclosure, transcript, clock, onProgress, profile } = run;
  const faults = experiment.faults.length > 0 ? experiment.faults : defaultFaults(transport);
  const whyNot = selectFindings(settings);
  const named = nameTrials(faults, experiment.seconds);
  const isWanted = (name: string) =>
    ['survives', 'recovers', 'holds'].some((what) => whyNot(`chaos:${name}:${what}`) === undefined);
  const trials = named.filter(({ name }) => isWanted(name));
  settings.onPlan?.(trials);
  const perTrial = experiment.during.length > 0 ? 3 : 2;
  onProgress({ type: 'plan', total: trials.length * perTrial + 1 });
  const report: ChaosReport = {
    experiment,
    startedAt: Date.now(),
    transport,
    revision,
    mix: planned.mix.calls.map(({ name }) => name),
    notes: planned.mix.notes,
    trials: [],
    writes: [],
    injections: [],
    ticks: [],
  };
  const results: Result[] = [];
  const notRun: NonNullable<RunYield['notRun']> = named
    .filter((trial) => !trials.includes(trial))
    .map(({ name }) => ({ checkId: `chaos:${name}`, why: 'not-selected' }));
  const source = { disclosure, transport: profile.transport, seed: settings.seed, frames: transcript.frames };
  const tell = (finding: Omit<SuiteFinding, 'revision'>, faultsToRepeat: typeof faults) => {
    const left = whyNot(finding.checkId);
    if (left !== undefined) return void notRun.push(left);
    const command = chaosCommand({ ...experiment, faults: faultsToRepeat });
    const base = { ...source, area: 'chaos' as const, suite: 'chaos' as const, command };
    const result = toSuiteResult(base, { ...finding, revision });
    results.push(result);
    onProgress({ type: 'result', result });
  };
  const problem = await scene.load.start();
  if (problem !== undefined) return { yield: failed(`no session could be opened for the load: ${problem}`) };
  ticks.start();
  for (const { fault, name } of trials) {
    if (clock.endedEarly) break;
    onProgress({ type: 'check-started', checkId: `chaos:${name}`, revision });
    const outcome = await runTrial(scene, fault, name);
    report.trials.push(outcome.trial);
    for (const finding of judgeTrial(outcome, experiment, transport)) tell(finding, [fault]);
    onProgress({ type: 'frames', count: transcript.frames.length, dropped: transcript.dropped.frames });
  }
  if (!clock.endedEarly && whyNot('chaos:duplicate-writes') === undefined) {
    const beganMs = scene.now();
    if (experiment.duplicateWrites)
      report.writes = await findDuplicates(scene, planned.tools, settings, report.startedAt);
    tell(judgeWrites(report.writes, scene.now() - beganMs, experiment.duplicateWrites), faults.slice(0, 1));
  }
  report.injections = scene.injections.slice(0, maxInjections);
  report.ticks = ticks.ticks;
  const shown = JSON.parse(disclosure.redact(JSON.stringify(report))) as ChaosReport;
  return { report: shown, yield: { results, notRun } };
}

async function findDuplicates(
  scene: ChaosScene,
  tools: readonly JsonObject[],
  { inputs, seed }: ChaosSettings,
  startedAt: number,
): Promise<ChaosWrite[]> {
  scene.enter('before', 'duplicate-writes');
  const { session } = scene.load;
  if (session === undefined || session.closed) return [];
  return tryWrites(scene, session, tools, inputs, { seed, startedAt });
}

interface Planned {
  mix: LoadMix;
  tools: JsonObject[];
}

/** What is called and what there is, from a session of its own that is closed before the load begins. */
async function lookAround(
  open: (signal: AbortSignal) => Promise<Session>,
  { clock }: RunUnderWay,
  { experiment, inputs, allowSideEffects = false }: ChaosSettings,
): Promise<Planned | { problem: string }> {
  const allow = { ...inputs.allow, anyTool: inputs.allow.anyTool || allowSideEffects };
  try {
    const session = await open(clock.signal);
    try {
      if (!isJsonObject(session.opening?.result)) return { problem: 'the server did not open a session' };
      const profile = loadProfileSchema.parse({ mix: experiment.mix });
      const mix = await planMix(session, profile, { tools: inputs.tools, allow }, clock.signal);
      return { mix, tools: (await readSurface(session)).tools };
    } finally {
      await session.close();
    }
  } catch (error) {
    return { problem: `a session could not be opened: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The longest it can take, where every recovery takes as long as it may. */
function plannedSeconds({ faults, seconds, steadySeconds, recoverySeconds }: ChaosExperiment): number {
  const each = steadySeconds * 2 + recoverySeconds + 15;
  const trials =
    faults.length > 0
      ? faults.length
      : Math.max(...[defaultFaults('stdio'), defaultFaults('streamable-http')].map(({ length }) => length));
  const inFaults =
    faults.length > 0
      ? faults.reduce((sum, fault) => sum + fault.afterSeconds + (fault.seconds ?? seconds), 0)
      : trials * seconds;
  return trials * each + inFaults + besideSeconds;
}

function failed(reason: string): RunYield {
  const hint = 'mcp-lab doctor looks into why a server does not answer.';
  return { results: [], endedEarly: { reason, hint, cancelled: false } };
}

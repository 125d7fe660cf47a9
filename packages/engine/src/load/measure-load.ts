import {
  type Drift,
  type Fingerprint,
  type Knee,
  type LoadProfile,
  type LoadReport,
  type LoadTick,
  plannedLoadSeconds,
} from '@mcp-lab/contracts';
import { createUsageReader, type LoadSession, type Revision } from '@mcp-lab/wire';
import { createSeededRandom } from '../random/seeded-random.ts';
import { countSessions } from './count-sessions.ts';
import { executeProfile, warmUp } from './executors/execute-profile.ts';
import { findBlindStep, type KneeSurroundings } from './executors/find-knee.ts';
import { findDrifts } from './find-drifts.ts';
import { watchGenerator } from './generator-health.ts';
import { hashLoadProfile } from './hash-load-profile.ts';
import { LoadDriver } from './load-driver.ts';
import type { LoadMix } from './load-mix.ts';
import { type Pacer, startPacer } from './pacer.ts';
import { MeasuredSet } from './record/measured-set.ts';
import { quantilesOf } from './record/quantiles-of.ts';
import { TickKeeper } from './record/tick-keeper.ts';
import { SessionPool } from './session-pool.ts';
import { judgeThreshold } from './thresholds/judge-threshold.ts';
import { parseObjective, readThresholds } from './thresholds/read-thresholds.ts';
import { SecondWatch } from './watch-seconds.ts';

export interface LoadPlan {
  profile: LoadProfile;
  kind: 'load' | 'soak';
  mix: LoadMix;
  seed: number;
  revision: Revision;
  fingerprint: Fingerprint;
  openSession: () => Promise<LoadSession>;
  /** Begins the cookie of every process of the run; null where the lab does not start the server. */
  cookiePrefix: string | null;
  signal: AbortSignal;
  onTick: (tick: LoadTick) => void;
}

export type LoadMeasurement =
  | { ok: true; report: LoadReport; problem: string | null }
  /** Not one session could be opened. */
  | { ok: false; reason: string };

/** Sessions and processes that are opened side by side: more would only make each slower. */
const openedAtOnce = { http: 16, stdio: 4 };
/** Calls under way at the end are waited for; k6 gives them as long. */
const mostGraceMs = 30_000;
/** New processes of the server are looked for this often; reading all of /proc each second would delay calls. */
const membersForMs = 5_000;

/** Opens the sessions, puts the load on, and gives what was measured. The sessions are closed in any case. */
export async function measureLoad(plan: LoadPlan): Promise<LoadMeasurement> {
  const { profile, mix, signal } = plan;
  const halt = new AbortController();
  let problem: string | null = null;
  const sessions = countSessions(profile, plan.fingerprint.transport);
  const pool = new SessionPool({
    count: sessions.count,
    concurrency: plan.cookiePrefix === null ? openedAtOnce.http : openedAtOnce.stdio,
    open: plan.openSession,
    signal,
    onHopeless: (reason) => {
      problem ??= reason;
      halt.abort();
    },
  });
  const onAbort = () => halt.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  halt.signal.addEventListener('abort', () => pool.release(), { once: true });
  let pacer: Pacer | undefined;
  try {
    await pool.open();
    if (pool.opened === 0) return { ok: false, reason: pool.failure ?? 'no session was opened' };
    const notes = [...mix.notes, ...(sessions.note === null ? [] : [sessions.note])];
    if (pool.failure !== null) {
      notes.push(
        `Only ${pool.opened} of ${pool.asked} sessions could be opened, all users share them: ${pool.failure}`,
      );
    }
    pacer = await startPacer();
    const run = new LoadRun(plan, pool, pacer, halt, sessions.isPerVu);
    await run.perform();
    return { ok: true, report: run.report(notes), problem };
  } finally {
    signal.removeEventListener('abort', onAbort);
    await pacer?.close();
    await pool.close();
  }
}

/** One run with its sessions open. */
class LoadRun {
  readonly #plan: LoadPlan;
  readonly #pool: SessionPool;
  readonly #pacer: Pacer;
  readonly #halt: AbortController;
  readonly #ticks: TickKeeper;
  readonly #startedMs = performance.now();
  readonly #startedAt = Date.now();
  readonly #gauges = { vus: 0, targetRate: null as number | null };
  readonly #driver: LoadDriver;
  readonly #watch: SecondWatch;
  readonly #total = new MeasuredSet();
  #current = this.#total;
  #measureStartMs = 0;
  #measuredSeconds = 0;
  #warmUpSeconds = 0;
  #health = watchGenerator();
  #cpu = this.#health.read();
  #abortedBy: string | null = null;
  #knee: Knee | null = null;

  constructor(plan: LoadPlan, pool: SessionPool, pacer: Pacer, halt: AbortController, isPerVu: boolean) {
    this.#plan = plan;
    this.#pool = pool;
    this.#pacer = pacer;
    this.#halt = halt;
    this.#ticks = new TickKeeper(plannedLoadSeconds(plan.profile));
    this.#driver = new LoadDriver({
      pool,
      mix: plan.mix,
      random: createSeededRandom(plan.seed, 'load mix'),
      ticks: this.#ticks,
      isPerVu,
      startedMs: this.#startedMs,
    });
    const target = plan.cookiePrefix === null ? null : { cookiePrefix: plan.cookiePrefix };
    this.#watch = new SecondWatch({
      driver: this.#driver,
      ticks: this.#ticks,
      health: watchGenerator(),
      readUsage: target === null ? null : createUsageReader(target, () => performance.now(), { membersForMs }),
      gauges: this.#gauges,
      startedMs: this.#startedMs,
      onTick: (tick) => this.#onTick(tick),
    });
  }

  async perform(): Promise<void> {
    const { profile } = this.#plan;
    const surroundings = this.#surroundings();
    this.#watch.phase = profile.warmUpSeconds > 0 ? 'warm-up' : 'measure';
    this.#watch.start();
    await warmUp(profile, surroundings);
    await this.#settle();
    this.#warmUpSeconds = profile.warmUpSeconds === 0 ? 0 : (performance.now() - this.#startedMs) / 1000;
    this.#watch.phase = 'measure';
    this.#measureStartMs = performance.now();
    this.#health = watchGenerator();
    this.#knee = await executeProfile(profile, surroundings, this.#total);
    const scheduledMs = performance.now() - this.#measureStartMs;
    this.#gauges.targetRate = null;
    const isSteps = profile.executor.type === 'find-knee';
    if (!isSteps) this.#total.interrupted += await this.#settle();
    this.#total.isClosed = true;
    this.#cpu = this.#health.read();
    this.#watch.stop();
    const byCount = profile.executor.type.endsWith('-iterations');
    const answeredMs = this.#total.lastEndMs - this.#measureStartMs;
    this.#measuredSeconds = Math.max(0.001, byCount ? answeredMs : Math.max(scheduledMs, answeredMs)) / 1000;
  }

  report(notes: string[]): LoadReport {
    const { profile, kind, fingerprint, revision, mix } = this.#plan;
    const total = this.#total;
    const seconds = this.#measuredSeconds;
    const invalidBecause = this.#invalidBecause();
    const thresholds = readThresholds(profile).map(({ source, parsed }) => ({
      ...source,
      ...judgeThreshold(parsed, total, this.#watch.server, seconds),
      aborted: this.#abortedBy === textOf(source),
    }));
    const effective = { ...profile, mix: profile.mix.length > 0 ? profile.mix : mix.calls.map(toLoadCall) };
    const drifts: Drift[] = kind === 'soak' ? findDrifts(this.#ticks, seconds) : [];
    const { executor } = profile;
    return {
      profile: effective,
      profileHash: hashLoadProfile(effective),
      fingerprint,
      startedAt: this.#startedAt,
      revision,
      notes: notes.map((note) => note.slice(0, 500)),
      sessions: { asked: this.#pool.asked, opened: this.#pool.opened, reopened: this.#pool.reopened },
      warmUpSeconds: this.#warmUpSeconds,
      measuredSeconds: seconds,
      total: total.total.report('total', seconds),
      calls: total.calls().map(([name, recorder]) => recorder.report(name, seconds)),
      errors: total.errors.list(),
      iterations: {
        started: total.started,
        completed: total.completed,
        dropped: total.dropped,
        interrupted: total.interrupted,
      },
      targetRate: executor.type === 'constant-arrival-rate' ? executor.rate : null,
      generator: {
        sendLagMs: quantilesOf(total.sendLag),
        cpuPercent: this.#cpu.cpuPercent,
        cpuPercentMax: Math.max(this.#watch.cpuPercentMax, this.#cpu.cpuPercent),
        cpuMicrosecondsPerCall: total.completed === 0 ? null : this.#cpu.cpuMicroseconds / total.completed,
        valid: invalidBecause.length === 0,
        invalidBecause,
      },
      thresholds,
      abortedBy: this.#abortedBy,
      knee: this.#knee,
      drifts,
      ticks: this.#ticks.report(),
      tickSeconds: this.#ticks.tickSeconds,
    };
  }

  /** The search for a knee goes to where it hurts: it ends where the generator is the first that has enough. */
  #invalidBecause(): string[] {
    if (this.#knee === null) return this.#health.problems(this.#total, this.#cpu);
    const blind = findBlindStep(this.#knee.steps);
    return blind === undefined ? [] : [`at ${blind.rate.toFixed(1)}/s: ${blind.why}`.slice(0, 500)];
  }

  #surroundings(): KneeSurroundings {
    const { profile, seed } = this.#plan;
    return {
      scene: {
        driver: this.#driver,
        halt: this.#halt.signal,
        pacer: this.#pacer,
        random: createSeededRandom(seed, 'think time'),
        thinkTimeMs: profile.thinkTimeMs,
        gauges: this.#gauges,
      },
      objective: parseObjective(profile),
      gauges: () => this.#watch.server,
      health: watchGenerator,
      settle: () => this.#settle(),
      setCurrent: (set) => {
        this.#current = set;
      },
      onStep: (set) => {
        this.#current = this.#total;
        this.#total.merge(set);
      },
    };
  }

  #settle(): Promise<number> {
    const graceMs = Math.min(this.#plan.profile.requestTimeoutMs, mostGraceMs) + 500;
    return this.#driver.settle(graceMs, this.#plan.signal);
  }

  #onTick(tick: LoadTick): void {
    this.#plan.onTick(tick);
    if (tick.phase !== 'measure' || this.#halt.signal.aborted) return;
    const seconds = (performance.now() - this.#measureStartMs) / 1000;
    for (const { source, parsed } of readThresholds(this.#plan.profile)) {
      if (!source.abortOnFail || seconds < source.delayAbortEvalSeconds) continue;
      if (judgeThreshold(parsed, this.#soFar(), this.#watch.server, seconds).ok !== false) continue;
      this.#abortedBy = textOf(source);
      this.#halt.abort();
      return;
    }
  }

  #soFar(): MeasuredSet {
    if (this.#current === this.#total) return this.#total;
    const all = new MeasuredSet();
    all.merge(this.#total);
    all.merge(this.#current);
    return all;
  }
}

function textOf({ metric, expression }: { metric: string; expression: string }): string {
  return `${metric}: ${expression}`;
}

function toLoadCall({ name, method, params, weight }: LoadMix['calls'][number]): LoadProfile['mix'][number] {
  if (method !== 'tools/call') return { name, method, arguments: params as never, weight };
  return { name, tool: String(params.name), arguments: params.arguments as never, weight };
}

import type { Executor, Knee } from '@mcp-lab/contracts';
import type { GeneratorHealth } from '../generator-health.ts';
import { MeasuredSet } from '../record/measured-set.ts';
import { quantilesOf } from '../record/quantiles-of.ts';
import { judgeThreshold, type ServerGauges } from '../thresholds/judge-threshold.ts';
import type { ParsedThreshold } from '../thresholds/parse-threshold.ts';
import { constantArrivals } from './arrival-schedule.ts';
import type { LoadScene } from './load-scene.ts';
import { runOpen } from './run-open.ts';

type KneeExecutor = Extract<Executor, { type: 'find-knee' }>;
type KneeStep = Knee['steps'][number];

export interface KneeSurroundings {
  scene: LoadScene;
  objective: readonly { text: string; parsed: ParsedThreshold }[];
  gauges: () => ServerGauges;
  health: () => GeneratorHealth;
  /** Takes what a step measured. */
  onStep: (set: MeasuredSet, step: KneeStep) => void;
  /** Waits for what is under way, so that a step does not pay for the one before. */
  settle: () => Promise<number>;
  setCurrent: (set: MeasuredSet) => void;
}

/** The interval is narrow enough when its ends are this close. */
const closeEnough = 1.05;
const maxRefinements = 6;
/** A rate is only sustained when the calls really come back at it: else a queue grows, and the objective just has not seen it yet. */
const leastAchieved = 0.98;

/**
 * Doubles the rate until the objective breaks, then halves the interval (by ratio) between the largest rate that held and the
 * smallest that broke. A rate counts as broken when it breaks twice in a row: one bad moment of the machine is no knee. Where
 * the generator was the bottleneck both times, that says nothing of the server and the search ends.
 */
export async function findKnee(executor: KneeExecutor, surroundings: KneeSurroundings): Promise<Knee> {
  const { startRate, maxRate, objective } = executor;
  const { halt } = surroundings.scene;
  const steps: KneeStep[] = [];
  let held: number | null = null;
  let broke: number | null = null;
  let isBlind = false;

  const attempt = async (rate: number): Promise<boolean> => {
    for (let trial = 0; trial < 2 && !halt.aborted; trial++) {
      const step = await measureStep(rate, executor, surroundings);
      if (step === undefined) break;
      steps.push(step);
      if (step.holds) return true;
    }
    isBlind = findBlindStep(steps) !== undefined;
    return false;
  };

  for (let rate = startRate; !halt.aborted; rate = Math.min(rate * 2, maxRate)) {
    const holds = await attempt(rate);
    if (halt.aborted || isBlind) break;
    if (!holds) {
      broke = rate;
      break;
    }
    held = rate;
    if (rate >= maxRate) break;
  }
  for (let round = 0; round < maxRefinements && held !== null && broke !== null; round++) {
    if (broke / held <= closeEnough || halt.aborted || isBlind) break;
    const rate = Math.sqrt(held * broke);
    const holds = await attempt(rate);
    if (halt.aborted || isBlind) break;
    if (holds) held = rate;
    else broke = rate;
  }
  return { rate: held, interval: held === null ? null : [held, broke], objective: [...objective], steps };
}

/** The last step, where the search ended because the generator had enough first. */
export function findBlindStep(steps: readonly KneeStep[]): KneeStep | undefined {
  const last = steps.at(-1);
  const tells = steps.some(({ rate, valid, holds }) => rate === last?.rate && (valid || holds));
  return tells ? undefined : last;
}

/** Undefined where the run was halted within. */
async function measureStep(
  rate: number,
  { stepSeconds, maxVus }: KneeExecutor,
  { scene, objective, gauges, health, onStep, settle, setCurrent }: KneeSurroundings,
): Promise<KneeStep | undefined> {
  const set = new MeasuredSet();
  setCurrent(set);
  const own = health();
  const startedMs = performance.now();
  await runOpen(constantArrivals(rate, stepSeconds), maxVus, scene, set);
  const isHalted = scene.halt.aborted;
  set.interrupted += await settle();
  set.isClosed = true;
  const reading = own.read();
  // The last call takes its time even where nothing waits.
  const answeredMs = set.lastEndMs - startedMs - (set.total.latency.min ?? 0);
  const seconds = Math.max(stepSeconds, answeredMs / 1000);
  const achievedRate = set.completed / seconds;
  const ownProblems = own.problems(set, reading);
  const broken = objective.flatMap(({ text, parsed }) => {
    const { ok, observed } = judgeThreshold(parsed, set, gauges(), seconds);
    if (ok === true) return [];
    return [observed === null ? `${text}: nothing to judge` : `${text}: ${Math.round(observed * 1000) / 1000}`];
  });
  if (achievedRate < rate * leastAchieved) {
    broken.push(`only ${achievedRate.toFixed(1)}/s of ${rate.toFixed(1)}/s came back`);
  }
  const step: KneeStep = {
    rate,
    achievedRate,
    seconds,
    holds: broken.length === 0,
    why: [...broken, ...ownProblems].join('; ').slice(0, 1_000),
    valid: ownProblems.length === 0,
    latencyMs: quantilesOf(set.total.latency),
    failedRatio: set.total.calls === 0 ? 0 : set.total.failed / set.total.calls,
  };
  onStep(set, step);
  return isHalted ? undefined : step;
}

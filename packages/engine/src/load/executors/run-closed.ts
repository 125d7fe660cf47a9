import type { MeasuredSet } from '../record/measured-set.ts';
import type { LoadScene } from './load-scene.ts';

export interface ClosedPlan {
  /** Users at a moment, in milliseconds since the beginning; they come and go as it says. */
  usersAt(elapsedMs: number): number;
  /** Whether the number of users changes. */
  isRamping: boolean;
  /** No call is begun after it. */
  durationMs: number;
  /** Calls there are still to make: asked before each, by the user who would make it. */
  takeIteration(vu: number): boolean;
}

const rampEveryMs = 50;

/**
 * A closed model: each user makes a call, waits for its answer, pauses, and makes the next. Resolves when the time is over, all
 * calls were begun, or the run was halted; calls may still be under way.
 */
export async function runClosed(plan: ClosedPlan, scene: LoadScene, set: MeasuredSet): Promise<void> {
  const { driver, halt, gauges } = scene;
  const { promise: over, resolve: finish } = Promise.withResolvers<void>();
  const startedMs = performance.now();
  const endMs = startedMs + plan.durationMs;
  const pauses = new Set<NodeJS.Timeout>();
  const active = new Set<number>();
  /** Users who found nothing more to do do not come back. */
  const spent = new Set<number>();
  let wanted = 0;
  let isOver = false;

  const end = () => {
    isOver = true;
    for (const timer of pauses) clearTimeout(timer);
    pauses.clear();
    finish();
  };
  const leave = (vu: number, isSpent: boolean) => {
    active.delete(vu);
    if (isSpent) spent.add(vu);
    if (isSpent && !plan.isRamping && active.size === 0) end();
  };
  const pauseThen = (delayMs: number, proceed: () => void) => {
    const timer = setTimeout(() => {
      pauses.delete(timer);
      proceed();
    }, delayMs);
    pauses.add(timer);
  };
  const step = (vu: number, dueMs: number | null) => {
    if (isOver) return;
    if (vu >= wanted) return leave(vu, false);
    if (!driver.isReady(vu)) return driver.whenReady(vu, () => step(vu, null));
    if (!plan.takeIteration(vu)) return leave(vu, true);
    if (dueMs !== null) driver.noteLag(performance.now() - dueMs, set);
    driver.call(vu, null, set, () => {
      const { min, max } = scene.thinkTimeMs;
      if (max <= 0) return step(vu, null);
      const delayMs = min + scene.random() * Math.max(0, max - min);
      const nextMs = performance.now() + delayMs;
      pauseThen(delayMs, () => step(vu, nextMs));
    });
  };
  const adjust = () => {
    wanted = Math.max(0, Math.round(plan.usersAt(performance.now() - startedMs)));
    gauges.vus = wanted;
    for (let vu = 0; vu < wanted; vu++) {
      if (active.has(vu) || spent.has(vu)) continue;
      active.add(vu);
      step(vu, null);
    }
  };

  const timer = setTimeout(end, Math.max(0, endMs - performance.now()));
  const ramp = plan.isRamping ? setInterval(adjust, rampEveryMs) : undefined;
  halt.addEventListener('abort', end, { once: true });
  if (halt.aborted) end();
  else adjust();
  await over;
  clearTimeout(timer);
  clearInterval(ramp);
  halt.removeEventListener('abort', end);
  gauges.vus = 0;
}

import type { MeasuredSet } from '../record/measured-set.ts';
import type { ArrivalSchedule } from './arrival-schedule.ts';
import type { LoadScene } from './load-scene.ts';

/** Calls that are begun before the event loop gets to read answers, where the generator is behind. */
const maxBurst = 256;
/** Above 5,000 a second several calls share one waking. */
const leastSleepMs = 0.2;

/**
 * An open model: calls start when the schedule says, whatever the server does. One that finds `maxVus` under way is dropped, and
 * counted. Resolves when the schedule is over or the run was halted; calls may still be under way.
 */
export async function runOpen(
  schedule: ArrivalSchedule,
  maxVus: number,
  scene: LoadScene,
  set: MeasuredSet,
): Promise<void> {
  const { driver, halt, gauges, pacer } = scene;
  const { promise: over, resolve: finish } = Promise.withResolvers<void>();
  const startedMs = performance.now();
  /** Users that are not busy, and the number of the next that was never needed. */
  const free: number[] = [];
  let users = 0;
  let busy = 0;
  let next = schedule.next();

  const begin = (intendedMs: number) => {
    if (busy >= maxVus) return driver.drop(set);
    const vu = free.pop() ?? users++;
    busy++;
    driver.call(vu, intendedMs, set, () => {
      busy--;
      free.push(vu);
    });
  };
  const proceed = () => {
    if (halt.aborted) return;
    let burst = 0;
    for (; next !== undefined && startedMs + next <= performance.now(); next = schedule.next()) {
      if (burst++ >= maxBurst) return void setImmediate(proceed);
      begin(startedMs + next);
    }
    gauges.vus = users;
    gauges.targetRate = schedule.rateAt(performance.now() - startedMs);
    const wakeMs = startedMs + (next ?? schedule.durationMs);
    if (next === undefined && performance.now() >= wakeMs) finish();
    else pacer.wakeAt(Math.max(wakeMs, performance.now() + leastSleepMs));
  };
  pacer.onWake = proceed;
  const onHalt = () => finish();
  halt.addEventListener('abort', onHalt, { once: true });
  if (halt.aborted) finish();
  else proceed();
  await over;
  halt.removeEventListener('abort', onHalt);
  pacer.onWake = () => {};
}

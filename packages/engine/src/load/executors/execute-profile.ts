import type { Knee, LoadProfile } from '@mcp-lab/contracts';
import { MeasuredSet } from '../record/measured-set.ts';
import { constantArrivals, rampingArrivals } from './arrival-schedule.ts';
import { constantUsers, perUserIterations, rampingUsers, sharedIterations } from './closed-plans.ts';
import { findKnee, type KneeSurroundings } from './find-knee.ts';
import { runClosed } from './run-closed.ts';
import { runOpen } from './run-open.ts';

/** Runs what the profile says, until its end or the halt. Calls may still be under way; of a knee the steps are in no `set`. */
export async function executeProfile(
  { executor }: LoadProfile,
  surroundings: KneeSurroundings,
  set: MeasuredSet,
): Promise<Knee | null> {
  const { scene } = surroundings;
  switch (executor.type) {
    case 'shared-iterations':
      await runClosed(sharedIterations(executor), scene, set);
      return null;
    case 'per-vu-iterations':
      await runClosed(perUserIterations(executor), scene, set);
      return null;
    case 'constant-vus':
      await runClosed(constantUsers(executor.vus, executor.seconds), scene, set);
      return null;
    case 'ramping-vus':
      await runClosed(rampingUsers(executor), scene, set);
      return null;
    case 'constant-arrival-rate':
      await runOpen(constantArrivals(executor.rate, executor.seconds), executor.maxVus, scene, set);
      return null;
    case 'ramping-arrival-rate':
      await runOpen(rampingArrivals(executor.startRate, executor.stages), executor.maxVus, scene, set);
      return null;
    case 'find-knee':
      return findKnee(executor, surroundings);
  }
}

/** The load of the beginning, of which nothing is measured. */
export async function warmUp({ executor, warmUpSeconds }: LoadProfile, { scene }: KneeSurroundings): Promise<void> {
  if (warmUpSeconds === 0) return;
  const set = new MeasuredSet();
  const atRate = (rate: number, maxVus: number) => runOpen(constantArrivals(rate, warmUpSeconds), maxVus, scene, set);
  const withUsers = (users: number) => runClosed(constantUsers(users, warmUpSeconds), scene, set);
  switch (executor.type) {
    case 'ramping-vus':
      return withUsers(Math.max(1, executor.startVus));
    case 'constant-arrival-rate':
      return atRate(executor.rate, executor.maxVus);
    case 'ramping-arrival-rate':
      return atRate(executor.startRate || executor.stages[0]?.target || 1, executor.maxVus);
    case 'find-knee':
      return atRate(executor.startRate, executor.maxVus);
    default:
      return withUsers(executor.vus);
  }
}

import type { Executor, LoadProfile } from './load-profile.ts';

/** The longest a run of a benchmark may be planned to take: 22 hours. */
export const maxLoadSeconds = 79_200;

/** Rates that may be tried between the largest that held and the smallest that broke. */
const kneeRefinements = 12;

/**
 * How long a profile loads a server at the most, warm-up included, in seconds. Runs whose number of calls is given, and
 * the search for a knee, may be done earlier.
 */
export function plannedLoadSeconds({
  executor,
  warmUpSeconds,
}: Pick<LoadProfile, 'executor' | 'warmUpSeconds'>): number {
  return warmUpSeconds + executorSeconds(executor);
}

function executorSeconds(executor: Executor): number {
  switch (executor.type) {
    case 'shared-iterations':
    case 'per-vu-iterations':
      return executor.maxSeconds;
    case 'constant-vus':
    case 'constant-arrival-rate':
      return executor.seconds;
    case 'ramping-vus':
    case 'ramping-arrival-rate':
      return executor.stages.reduce((sum, stage) => sum + stage.seconds, 0);
    case 'find-knee': {
      const doublings = Math.ceil(Math.log2(Math.max(1, executor.maxRate / executor.startRate)));
      return (doublings + 1 + kneeRefinements) * executor.stepSeconds;
    }
  }
}

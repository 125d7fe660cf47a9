import { z } from 'zod';

/** Executes one run. The worker adds `run`; every process needs the rest to enqueue it. */
export const executeRunJob = {
  name: 'run.execute',
  payload: z.strictObject({ runId: z.string() }),
  // More than the attempts of a run: whether it may begin again is decided by the run, not by its job.
  retry: { attempts: 20, pauseSeconds: 1 },
  // The longest run (3600 s) and time to start, to finish and to store.
  timeoutSeconds: 3_900,
};

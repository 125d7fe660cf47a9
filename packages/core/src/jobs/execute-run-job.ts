import type { RunKind } from '@mcp-lab/contracts';
import { z } from 'zod';

const payload = z.strictObject({ runId: z.string() });
// More than the attempts of a run: whether it may begin again is decided by the run, not by its job.
const retry = { attempts: 20, pauseSeconds: 1 };

/** Executes one run. The worker adds `run`; every process needs the rest to enqueue it. */
export const executeRunJob = {
  name: 'run.execute',
  payload,
  retry,
  // The longest run (3600 s) and time to start, to finish and to store.
  timeoutSeconds: 3_900,
};

/** The same for kinds that want a machine for themselves: a queue of their own, from which a worker takes one at a time. */
export const executeLoadJob = {
  name: 'run.load',
  payload,
  retry,
  // The longest load (22 h) and the same; pg-boss knows no more than 24 h.
  timeoutSeconds: 80_000,
};

/** Kinds whose figures a second one on the same machine would falsify. */
export const exclusiveKinds: readonly RunKind[] = ['load', 'soak', 'chaos'];

export function jobNameOf(kind: RunKind): string {
  return exclusiveKinds.includes(kind) ? executeLoadJob.name : executeRunJob.name;
}

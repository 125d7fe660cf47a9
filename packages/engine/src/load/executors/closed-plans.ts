import type { Executor } from '@mcp-lab/contracts';
import type { ClosedPlan } from './run-closed.ts';
import { valueAlong } from './value-along.ts';

type Of<Type extends Executor['type']> = Extract<Executor, { type: Type }>;

export function constantUsers(users: number, seconds: number): ClosedPlan {
  return { usersAt: () => users, isRamping: false, durationMs: seconds * 1000, takeIteration: () => true };
}

/** All users take from one supply. */
export function sharedIterations({ vus, iterations, maxSeconds }: Of<'shared-iterations'>): ClosedPlan {
  let left = iterations;
  return { ...constantUsers(Math.min(vus, iterations), maxSeconds), takeIteration: () => left-- > 0 };
}

/** Each user has a supply of its own. */
export function perUserIterations({ vus, iterations, maxSeconds }: Of<'per-vu-iterations'>): ClosedPlan {
  const left = new Map<number, number>();
  return {
    ...constantUsers(vus, maxSeconds),
    takeIteration: (vu) => {
      const own = left.get(vu) ?? iterations;
      left.set(vu, own - 1);
      return own > 0;
    },
  };
}

/** In a straight line from target to target. */
export function rampingUsers({ startVus, stages }: Of<'ramping-vus'>): ClosedPlan {
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0);
  return {
    ...constantUsers(0, seconds),
    isRamping: true,
    usersAt: (elapsedMs) => valueAlong(startVus, stages, elapsedMs / 1000),
  };
}

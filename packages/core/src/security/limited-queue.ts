import { LabError } from '@mcp-lab/contracts';

/** Runs at most `concurrency` tasks at once; `maxWaiting` more wait in order, and the rest are turned away. */
export function createLimitedQueue(concurrency: number, maxWaiting: number, whatIsBusy: string) {
  const waiting: (() => void)[] = [];
  let active = 0;

  return async function enter<Result>(task: () => Promise<Result>): Promise<Result> {
    if (active >= concurrency) {
      if (waiting.length >= maxWaiting) {
        throw new LabError('unavailable', `${whatIsBusy}. Try again in a moment.`, { retryAfterSeconds: 1 });
      }
      // Whoever finishes hands its place over, so `active` does not change.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else active++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) active--;
      else next();
    }
  };
}

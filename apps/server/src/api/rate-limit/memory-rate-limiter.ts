import { decide, type RateLimiter, slotMs, windowSlots } from './rate-limiter.ts';

const maxKeys = 50_000;

/** Counts in this process alone. The least recently seen keys are forgotten when there are too many. */
export function createMemoryRateLimiter(): RateLimiter {
  /** Requests by slot, by key. A Map keeps its order: the first key is the one not seen for longest. */
  const windows = new Map<string, Map<number, number>>();

  return {
    take(key, limit, nowMs) {
      const slot = Math.floor(nowMs / slotMs);
      const counts = windows.get(key) ?? new Map<number, number>();
      let count = 0;
      let oldest = slot;
      for (const [at, requests] of counts) {
        // A slot of the future is left from before the clock was set back.
        if (at < slot - windowSlots || at > slot) counts.delete(at);
        else {
          count += requests;
          oldest = Math.min(oldest, at);
        }
      }
      const decision = decide(count, oldest, limit, nowMs);
      if (decision.allowed) counts.set(slot, (counts.get(slot) ?? 0) + 1);
      windows.delete(key);
      windows.set(key, counts);
      if (windows.size > maxKeys) windows.delete(windows.keys().next().value as string);
      return Promise.resolve(decision);
    },
  };
}

/** What became of one request. */
export interface RateDecision {
  allowed: boolean;
  limit: number;
  /** How many more are allowed right now. */
  remaining: number;
  /** Seconds until the next one is allowed; 0 while some remain. */
  retryAfterSeconds: number;
}

/** Counts requests by key. Refused ones do not count. */
export interface RateLimiter {
  take(key: string, limit: number, nowMs: number): Promise<RateDecision>;
}

/**
 * The window slides in slots of a second. A window counts the slot it ends in and the 60 before, so that no 60 s of
 * time, wherever they begin, ever hold more than the limit.
 */
export const slotMs = 1000;
export const windowSlots = 60;

/** The decision for a key with `count` requests in the window, the oldest of them in slot `oldest`. */
export function decide(count: number, oldest: number, limit: number, nowMs: number): RateDecision {
  if (count < limit) return { allowed: true, limit, remaining: limit - count - 1, retryAfterSeconds: 0 };
  const freeAtMs = (oldest + windowSlots + 1) * slotMs;
  return { allowed: false, limit, remaining: 0, retryAfterSeconds: Math.max(1, Math.ceil((freeAtMs - nowMs) / 1000)) };
}

import type { RedisLink } from '../../process/redis-link.ts';
import { createMemoryRateLimiter } from './memory-rate-limiter.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { createRedisRateLimiter } from './redis-rate-limiter.ts';

/** Counts in Redis while it answers, else in this process; used again as soon as it is back. */
export function createFallbackRateLimiter(link: RedisLink): RateLimiter {
  const shared = createRedisRateLimiter(link.client);
  const own = createMemoryRateLimiter();
  return {
    async take(key, limit, nowMs) {
      if (!link.connected) return own.take(key, limit, nowMs);
      try {
        return await shared.take(key, limit, nowMs);
      } catch (error) {
        link.noteFailure(error);
        return own.take(key, limit, nowMs);
      }
    },
  };
}

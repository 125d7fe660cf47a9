import type { Redis } from 'ioredis';
import { decide, type RateLimiter, slotMs, windowSlots } from './rate-limiter.ts';

/** The same count as in memory, in one step: a hash of requests by slot. Answers the count before this request and its oldest slot. */
const script = `
local slot, limit, slots = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local counts = redis.call('HGETALL', KEYS[1])
local count, oldest = 0, slot
for i = 1, #counts, 2 do
  local at = tonumber(counts[i])
  if at < slot - slots or at > slot then
    redis.call('HDEL', KEYS[1], counts[i])
  else
    count = count + tonumber(counts[i + 1])
    if at < oldest then oldest = at end
  end
end
if count < limit then
  redis.call('HINCRBY', KEYS[1], slot, 1)
  redis.call('EXPIRE', KEYS[1], slots + 2)
end
return {count, oldest}
`;

/** Counts in Redis, shared by all replicas. Rejects when Redis does not answer. */
export function createRedisRateLimiter(redis: Redis): RateLimiter {
  redis.defineCommand('mcpLabTake', { numberOfKeys: 1, lua: script });
  return {
    async take(key, limit, nowMs) {
      const slot = Math.floor(nowMs / slotMs);
      const answer: unknown = await (redis as Redis & { mcpLabTake(...args: unknown[]): Promise<unknown> }).mcpLabTake(
        `mcp-lab:rate:${key}`,
        slot,
        limit,
        windowSlots,
      );
      const [count, oldest] = answer as [number, number];
      return decide(count, oldest, limit, nowMs);
    },
  };
}

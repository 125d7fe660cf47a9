import { Redis } from 'ioredis';
import { afterAll, describe, expect, test } from 'vitest';
import { createMemoryRateLimiter } from './memory-rate-limiter.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { createRedisRateLimiter } from './redis-rate-limiter.ts';

// biome-ignore lint/style/noProcessEnv: the test command hands the Redis of the tests over in this variable
const redisUrl = process.env.TEST_REDIS_URL;
const redis = redisUrl ? new Redis(redisUrl) : undefined;
afterAll(() => redis?.disconnect());

const limiters: [string, () => RateLimiter][] = [['memory', createMemoryRateLimiter]];
if (redis) limiters.push(['redis', () => createRedisRateLimiter(redis)]);

/** Times of the requests of a burst around second borders, around the border of the window and long after. */
const burst = [
  ...Array.from({ length: 12 }, (_, index) => 59_990 + index),
  ...Array.from({ length: 12 }, (_, index) => 60_500 + index * 7),
  ...[90_000, 119_989, 119_999, 120_000, 120_999, 121_000, 121_500, 122_000],
  ...Array.from({ length: 15 }, (_, index) => 181_990 + index * 2),
];

async function replay(limiter: RateLimiter, key: string, limit: number) {
  const decisions = [];
  for (const at of burst) decisions.push({ at, ...(await limiter.take(key, limit, at)) });
  return decisions;
}

describe.each(limiters)('%s', (name, create) => {
  const key = () => `test:${name}:${performance.now()}`;

  test('no window of 60 s, wherever it begins, holds more than the limit', async () => {
    const allowed = (await replay(create(), key(), 10)).filter((decision) => decision.allowed).map(({ at }) => at);
    for (const begin of allowed)
      expect(allowed.filter((at) => at >= begin && at < begin + 60_000).length).toBeLessThanOrEqual(10);
    expect(allowed.length).toBeGreaterThan(10);
  });

  test('counts down, then says after how long the next one is allowed, and keeps its word', async () => {
    const limiter = create();
    const own = key();
    expect(await limiter.take(own, 2, 5_000)).toEqual({ allowed: true, limit: 2, remaining: 1, retryAfterSeconds: 0 });
    expect((await limiter.take(own, 2, 6_000)).remaining).toBe(0);
    const refused = await limiter.take(own, 2, 7_000);
    expect(refused.allowed).toBe(false);
    expect((await limiter.take(own, 2, 7_000 + (refused.retryAfterSeconds - 1) * 1000)).allowed).toBe(false);
    expect((await limiter.take(own, 2, 7_000 + refused.retryAfterSeconds * 1000)).allowed).toBe(true);
  });

  test('keys do not share', async () => {
    const limiter = create();
    const own = key();
    await limiter.take(own, 1, 0);
    expect((await limiter.take(`${own}b`, 1, 0)).allowed).toBe(true);
  });

  test('a clock that is set back locks nobody out', async () => {
    const limiter = create();
    const own = key();
    await limiter.take(own, 1, 7_200_000);
    expect((await limiter.take(own, 1, 3_600_000)).allowed).toBe(true);
  });
});

test.runIf(redis)('memory and Redis decide the same for every request of a burst', async () => {
  const inMemory = await replay(createMemoryRateLimiter(), 'same', 10);
  const inRedis = await replay(createRedisRateLimiter(redis as Redis), `test:same:${performance.now()}`, 10);
  expect(inRedis).toEqual(inMemory);
});

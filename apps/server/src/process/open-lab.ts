import {
  createLabContext,
  createPostgresWakeUps,
  type LabContext,
  type LabDatabase,
  type WakeUps,
  waitForDatabase,
} from '@mcp-lab/core';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createIpcWakeUps } from './ipc-wake-ups.ts';
import { readLabVersion } from './lab-version.ts';
import { connectRedis, type RedisLink } from './redis-link.ts';
import { createRedisWakeUps } from './redis-wake-ups.ts';
import { listSampleServers } from './sample-servers.ts';

/** A session ends after this many days even when it is used every day. */
const absoluteSessionDays = 30;

/** What a process of the lab works with. */
export interface OpenLab {
  context: LabContext;
  redis: RedisLink | null;
  close(): Promise<void>;
}

/** Opens database, wake-ups and Redis; `supervisor` is the process whose IPC channel leads to it. Waits for a PostgreSQL that is down. Throws DatabaseOpenError and SchemaMismatchError. */
export async function openLab(config: Config, log: Logger, supervisor: NodeJS.Process | null): Promise<OpenLab> {
  const now = Date.now;
  const startedAt = now();
  const database = await waitForDatabase({
    url: config.databaseUrl,
    now,
    onWait: (message) => log.warn({}, message),
  });
  const redis = config.redisUrl === null ? null : connectToRedis(config.redisUrl, log, now);
  const wakeUps = await openWakeUps(config, database, redis, log, supervisor);
  const context = await createLabContext({
    database,
    wakeUps,
    log,
    now,
    secretKey: config.secretKey,
    sessionDays: { idle: config.refreshTokenDays, absolute: Math.max(absoluteSessionDays, config.refreshTokenDays) },
    sampleServers: listSampleServers(),
    process: {
      version: readLabVersion(),
      nodeVersion: process.versions.node,
      startedAt,
      redis: () => ({
        configured: redis !== null,
        connected: redis?.connected ?? false,
        detail: redis?.detail ?? 'not configured: rate limits and wake-ups work per instance',
      }),
      rateLimit: () => (redis?.connected ? 'redis' : 'memory'),
      wakeUps: redis !== null ? 'redis' : database.backend === 'postgres' ? 'listen-notify' : 'ipc',
    },
  });
  return {
    context,
    redis,
    async close() {
      await context.queue.stop();
      await wakeUps.close();
      redis?.close();
      await database.close();
    },
  };
}

function connectToRedis(url: string, log: Logger, now: () => number): RedisLink {
  return connectRedis({
    url,
    now,
    onChange: (connected, detail) => (connected ? log.info({}, `Redis: ${detail}`) : log.warn({}, `Redis: ${detail}`)),
  });
}

/** Redis only adds to what works without it. */
async function openWakeUps(
  config: Config,
  database: LabDatabase,
  redis: RedisLink | null,
  log: Logger,
  supervisor: NodeJS.Process | null,
): Promise<WakeUps> {
  const own =
    database.backend === 'postgres' ? await createPostgresWakeUps(database, log) : createIpcWakeUps(supervisor);
  return redis === null || config.redisUrl === null ? own : createRedisWakeUps(redis, config.redisUrl, own);
}

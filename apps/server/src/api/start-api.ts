import proxyAddr from '@fastify/proxy-addr';
import {
  consumeWsTicket,
  createSessionCache,
  type LabContext,
  latestSeq,
  networkOf,
  oldestSeq,
  readEvents,
} from '@mcp-lab/core';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { openLab } from '../process/open-lab.ts';
import { buildApi } from './build-api.ts';
import { createFallbackRateLimiter } from './rate-limit/fallback-rate-limiter.ts';
import { createMemoryRateLimiter } from './rate-limit/memory-rate-limiter.ts';
import { Hub } from './websocket/hub.ts';
import { registerWebSocket } from './websocket/register-websocket.ts';

export interface RunningApi {
  context: LabContext;
  /** Where it really listens. */
  port: number;
  /** Sends WebSocket clients away with 1012, finishes requests, closes everything. */
  stop(): Promise<void>;
}

/** Opens the lab and listens. Throws what `openLab` throws. */
export async function startApi(config: Config, log: Logger, supervisor: NodeJS.Process | null): Promise<RunningApi> {
  const lab = await openLab(config, log, supervisor);
  const { context } = lab;
  const { db } = context.database;
  const sessions = createSessionCache(context);
  const limiter = lab.redis === null ? createMemoryRateLimiter() : createFallbackRateLimiter(lab.redis);
  const app = await buildApi({ config, context, sessions, limiter, logger: log });
  const hub = new Hub({
    store: {
      readAfter: (seq, limit) => readEvents(db, seq, limit),
      bounds: async () => ({ oldest: await oldestSeq(db), newest: await latestSeq(db) }),
    },
    sessions,
    redeemTicket: (ticket) => consumeWsTicket(context, ticket),
    onError: (error) => log.warn({ err: error }, 'WebSocket: the database could not be asked'),
  });
  // As Fastify does for requests: what a proxy says counts only when the proxy is known.
  const isTrusted = config.trustProxy.length > 0 ? proxyAddr.compile(config.trustProxy) : () => false;
  registerWebSocket(app, {
    hub,
    allowedOrigins: config.allowedOrigins,
    mayConnect: async (request) => {
      const key = `ws:${networkOf(proxyAddr(request, isTrusted))}`;
      return (await limiter.take(key, config.rateLimitPerMinute.users, context.now())).allowed;
    },
  });
  context.wakeUps.onWake(() => hub.wake());
  await hub.start();
  // Node's option, which Fastify hands on: the kernel spreads connections over the replicas.
  const listenOptions = { host: config.host, port: config.port, reusePort: config.apiReplicas > 1 };
  await app.listen(listenOptions);
  const address = app.server.address();
  return {
    context,
    port: typeof address === 'object' && address !== null ? address.port : config.port,
    async stop() {
      hub.stop();
      await app.close();
      await lab.close();
    },
  };
}

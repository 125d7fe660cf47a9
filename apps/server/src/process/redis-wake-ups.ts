import type { WakeUps } from '@mcp-lab/core';
import { Redis } from 'ioredis';
import type { RedisLink } from './redis-link.ts';

const channel = 'mcp-lab:wake';

/** Wake-ups by Redis pub/sub, beside others that work without it: `fallback` is always used as well. */
export function createRedisWakeUps(link: RedisLink, url: string, fallback: WakeUps): WakeUps {
  const listeners = new Set<() => void>();
  const wake = () => {
    for (const listener of listeners) listener();
  };
  // A connection that listens can do nothing else. It subscribes again by itself after each reconnection.
  const listening = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2000),
  });
  // What is wrong with Redis is told once, by the link.
  listening.on('error', () => {});
  listening.on('message', wake);
  listening.subscribe(channel).catch(() => {});
  fallback.onWake(wake);
  let pending = false;

  return {
    notify() {
      fallback.notify();
      if (pending || !link.connected) return;
      pending = true;
      setImmediate(() => {
        pending = false;
        link.client.publish(channel, '').catch((error: unknown) => link.noteFailure(error));
      });
    },
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      listening.disconnect();
      await fallback.close();
    },
  };
}

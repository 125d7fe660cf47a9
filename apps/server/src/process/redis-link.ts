import { Redis } from 'ioredis';

/** The optional Redis of the lab: used while it answers, done without while it does not. */
export interface RedisLink {
  readonly client: Redis;
  readonly connected: boolean;
  /** For people: connected, or why not and since when. Never the address, which may hold a password. */
  readonly detail: string;
  /** Notes a failed command, so that `detail` can tell it. */
  noteFailure(error: unknown): void;
  close(): void;
}

interface RedisLinkOptions {
  url: string;
  now: () => number;
  onChange(connected: boolean, detail: string): void;
}

/** Connects in the background and keeps trying; never rejects and never throws because of Redis. */
export function connectRedis({ url, now, onChange }: RedisLinkOptions): RedisLink {
  const client = new Redis(url, {
    // A command fails at once when there is no connection: the caller has something else to fall back on.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: 500,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2000),
  });
  let detail = 'connecting';
  let lostAt: number | null = null;

  function lost(reason: string): void {
    if (lostAt !== null) return;
    lostAt = now();
    detail = `not reachable since ${new Date(lostAt).toISOString()}: ${reason}; limits and wake-ups work per instance`;
    onChange(false, detail);
  }

  client.on('ready', () => {
    lostAt = null;
    detail = 'connected';
    onChange(true, detail);
  });
  client.on('error', (error: Error) => lost(error.message || 'no connection'));
  client.on('close', () => lost('the connection was closed'));

  return {
    client,
    get connected() {
      return client.status === 'ready';
    },
    get detail() {
      return detail;
    },
    noteFailure: (error) => {
      if (client.status !== 'ready') lost(error instanceof Error ? error.message : String(error));
    },
    close: () => client.disconnect(),
  };
}

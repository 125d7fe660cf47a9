import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '../context.ts';
import type { LabDatabase } from '../database/database.ts';
import type { WakeUps } from './wake-ups.ts';

const channel = 'mcp_lab_wake';
const reconnectMs = 1_000;

/** Wake-ups by LISTEN/NOTIFY: one connection of its own listens, the pool notifies. Reconnects by itself. */
export async function createPostgresWakeUps(database: LabDatabase, log: Log): Promise<WakeUps> {
  if (database.postgres === null) throw new TypeError('LISTEN/NOTIFY needs PostgreSQL');
  const { pool, url } = database.postgres;
  const listeners = new Set<() => void>();
  const wake = () => {
    for (const listener of listeners) listener();
  };
  const closing = new AbortController();
  let client = await connect();
  let reconnecting: Promise<void> = Promise.resolve();
  let notifying: Promise<void> | undefined;
  let again = false;

  async function connect(): Promise<Client> {
    const fresh = new Client({ connectionString: url, keepAlive: true, application_name: 'mcp-lab wake-ups' });
    fresh.on('notification', wake);
    // The error event must have a listener; `end` follows it.
    fresh.on('error', () => {});
    await fresh.connect();
    fresh.once('end', () => {
      if (!closing.signal.aborted) reconnecting = reconnect();
    });
    await fresh.query(`LISTEN ${channel}`);
    return fresh;
  }

  async function reconnect(): Promise<void> {
    log.warn({}, 'The connection for wake-ups was lost; the lab looks for news by itself until it is back.');
    while (!closing.signal.aborted) {
      try {
        client = await connect();
        // Whatever was signalled meanwhile was missed.
        wake();
        return;
      } catch (error) {
        log.debug({ err: error }, 'wake-ups: still not connected');
        await pause(reconnectMs, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  async function send(): Promise<void> {
    do {
      again = false;
      await pool
        .query(`NOTIFY ${channel}`)
        .catch((error: unknown) => log.debug({ err: error }, 'wake-up was not sent'));
    } while (again);
    notifying = undefined;
  }

  return {
    notify() {
      if (closing.signal.aborted) return;
      if (notifying === undefined) notifying = send();
      else again = true;
    },
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closing.abort();
      listeners.clear();
      await notifying;
      await reconnecting;
      await client.end();
    },
  };
}

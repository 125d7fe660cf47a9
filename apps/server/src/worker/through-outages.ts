import { setTimeout as pause } from 'node:timers/promises';
import type { LabContext } from '@mcp-lab/core';

const retryMs = 500;
/** Longer than this nobody waits: the lease is lost by then, and the run is begun again. */
const patienceMs = 120_000;

/**
 * Writes to the database, trying again while it is down. Whoever waits for the write stops reading meanwhile, so that
 * nothing piles up in memory. Throws what is no outage, and the outage that does not end.
 */
export async function throughOutages<Result>(
  { database, log }: LabContext,
  signal: AbortSignal,
  write: () => Promise<Result>,
): Promise<Result> {
  const deadline = performance.now() + patienceMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (!database.dialect.isOutage(error) || performance.now() > deadline) throw error;
      if (attempt === 1) log.warn({ err: error }, 'The database does not answer; waiting for it.');
      await pause(retryMs, undefined, { signal });
    }
  }
}

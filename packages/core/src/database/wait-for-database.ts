import { setTimeout as pause } from 'node:timers/promises';
import { preparePartitions } from '../metrics/point-partitions.ts';
import type { LabDatabase } from './database.ts';
import { migrateDatabase } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { DatabaseOpenError } from './open-error.ts';

export interface WaitForDatabaseOptions {
  url: string;
  now(): number;
  /** Told each time it could not be opened yet, with what is wrong and what to do. */
  onWait(message: string): void;
  signal?: AbortSignal;
  retryMs?: number;
}

/**
 * Opens the database and brings its schema up to date, waiting as long as it takes for a PostgreSQL that is down. Never
 * falls back to another database. Throws DatabaseOpenError for what waiting cannot mend, and SchemaMismatchError.
 */
export async function waitForDatabase(options: WaitForDatabaseOptions): Promise<LabDatabase> {
  const { url, now, onWait, signal, retryMs = 2_000 } = options;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const database = await openDatabase({ url });
      try {
        await migrateDatabase(database, now);
        await preparePartitions(database, now());
        return database;
      } catch (error) {
        await database.close();
        if (!database.dialect.isOutage(error)) throw error;
        onWait(`DATABASE_URL: ${database.address} went away while it was being prepared. Trying again.`);
      }
    } catch (error) {
      if (!(error instanceof DatabaseOpenError) || !error.retryable) throw error;
      onWait(error.message);
    }
    await pause(retryMs, undefined, { signal });
  }
}

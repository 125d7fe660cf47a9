import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { LabDatabase } from './database.ts';
import { sqliteDialect } from './dialect.ts';
import { createNodeSqliteDialect } from './node-sqlite-dialect.ts';
import { DatabaseOpenError } from './open-error.ts';
import type { Database } from './schema.ts';

/** Synchronous wait inside SQLite while the file is being opened, when several processes start at once. */
const openTimeoutMs = 5_000;

/** Opens a file, making it (mode 0600) and its folder when they are not there. */
export function openSqlite(path: string): LabDatabase {
  const file = resolve(path);
  touchFile(file);
  const database = openFile(file);
  return {
    db: new Kysely<Database>({ dialect: createNodeSqliteDialect(database) }),
    backend: 'sqlite',
    version: process.versions.sqlite ?? 'unknown',
    dialect: sqliteDialect,
    address: `sqlite:${file}`,
    postgres: null,
    close: async () => {
      // Kysely only closes what it has used.
      if (database.isOpen) database.close();
    },
  };
}

function touchFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new DatabaseOpenError(
      `DATABASE_URL: ${file} cannot be written (${reason}). Give sqlite: a path in a folder this user may write to.`,
      false,
    );
  }
}

function openFile(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: openTimeoutMs, enableForeignKeyConstraints: true });
  try {
    // Results are acknowledged after the commit, so a commit must survive a power cut: FULL.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864');
    // From here on the driver waits by itself, without blocking the event loop.
    database.exec('PRAGMA busy_timeout = 0');
    return database;
  } catch (error) {
    database.close();
    throw new DatabaseOpenError(explain(file, error), false);
  }
}

function explain(file: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/not a database/.test(message)) {
    return `DATABASE_URL: ${file} is not an SQLite database. Name another file, or move this one away.`;
  }
  return `DATABASE_URL: ${file} could not be opened as an SQLite database: ${message}.`;
}

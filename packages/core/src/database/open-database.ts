import type { LabDatabase } from './database.ts';
import { DatabaseOpenError } from './open-error.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';

const allowed = 'sqlite:/path/to/file.db or postgres://user:password@host:5432/database';

/** Opens `sqlite:PATH` or `postgres://…` without changing anything in it. Throws DatabaseOpenError. */
export async function openDatabase({ url }: { url: string }): Promise<LabDatabase> {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'sqlite') {
    const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '' || path === ':memory:') {
      throw new DatabaseOpenError(`DATABASE_URL: sqlite: needs the path of a file, for example ${allowed}.`, false);
    }
    return openSqlite(path);
  }
  if (scheme === 'postgres' || scheme === 'postgresql') {
    if (!URL.canParse(url)) {
      throw new DatabaseOpenError(
        `DATABASE_URL: the postgres address cannot be read; it must look like ${allowed}.`,
        false,
      );
    }
    return openPostgres(url);
  }
  const found = scheme === undefined ? 'has no scheme' : `has the scheme "${scheme}:"`;
  throw new DatabaseOpenError(`DATABASE_URL: it ${found}; it must be ${allowed}.`, false);
}

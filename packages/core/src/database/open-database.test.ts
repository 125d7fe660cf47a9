import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';
import { DatabaseOpenError } from './open-error.ts';
import { testBackends } from './test-database.ts';
import { waitForDatabase } from './wait-for-database.ts';

const now = () => 1_000;
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function refusalOf(url: string): Promise<DatabaseOpenError> {
  const error: unknown = await openDatabase({ url }).then(
    () => null,
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(DatabaseOpenError);
  return error as DatabaseOpenError;
}

describe('a wrong DATABASE_URL is explained', () => {
  test.each([
    ['mysql://root@localhost/lab', 'scheme "mysql:"'],
    ['/var/lib/lab.db', 'no scheme'],
    ['sqlite:', 'path of a file'],
    ['sqlite::memory:', 'path of a file'],
    ['postgres://user:p%zz@[', 'cannot be read'],
  ])('%s', async (url, words) => {
    const error = await refusalOf(url);
    expect(error.message).toMatch(/^DATABASE_URL: /);
    expect(error.message).toContain(words);
    expect(error.message).toContain('postgres://user:password@host:5432/database');
    expect(error.retryable).toBe(false);
  });

  test('a file that is no database, and a folder that is a file', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'these are notes and not a database at all, however long they may be'.repeat(100));
    expect((await refusalOf(`sqlite:${file}`)).message).toContain('is not an SQLite database');
    const below = await refusalOf(`sqlite:${join(file, 'lab.db')}`);
    expect(below.message).toContain('cannot be written');
  });

  test.runIf(process.getuid?.() !== 0)('a folder that may not be written to', async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect((await refusalOf(`sqlite:${join(locked, 'lab.db')}`)).message).toContain('EACCES');
  });

  test('a server that is not there may come up; its password is never shown', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const address = listener.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((resolve) => listener.close(resolve));
    const error = await refusalOf(`postgres://lab:hunter2-secret@127.0.0.1:${port}/lab`);
    expect(error.message).toContain(`nothing listens at 127.0.0.1:${port}`);
    expect(error.message).not.toContain('hunter2-secret');
    expect(error.retryable).toBe(true);
  });
});

test('the file of SQLite is readable by its owner alone', async () => {
  const file = join(folder, 'deep', 'lab.db');
  const database = await openDatabase({ url: `sqlite:${file}` });
  await database.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('waiting ends with the signal, and a setting that waiting cannot mend ends it at once', async () => {
  const waits: string[] = [];
  const stop = new AbortController();
  const waiting = waitForDatabase({
    url: 'postgres://lab@127.0.0.1:1/lab',
    now,
    onWait: (message) => {
      waits.push(message);
      if (waits.length === 2) stop.abort();
    },
    signal: stop.signal,
    retryMs: 1,
  });
  await expect(waiting).rejects.toThrow();
  expect(waits).toHaveLength(2);
  await expect(waitForDatabase({ url: 'oracle:x', now, onWait: () => {} })).rejects.toThrow('scheme "oracle:"');
});

describe.each(testBackends)('$name', (backend) => {
  let home: Awaited<ReturnType<typeof backend.create>>;
  beforeAll(async () => {
    home = await backend.create();
  });
  afterAll(() => home.drop());

  test.runIf(backend.name === 'postgres')('a missing database is named', async () => {
    const url = new URL(home.url);
    url.pathname = '/no_such_database';
    const error = await refusalOf(url.href);
    expect(error.message).toContain('CREATE DATABASE "no_such_database"');
    expect(error.retryable).toBe(false);
  });

  test('a transaction that throws leaves nothing behind', async () => {
    const database = await waitForDatabase({ url: home.url, now, onWait: () => {} });
    const failing = database.db.transaction().execute(async (db) => {
      await db.insertInto('settings').values({ key: 'a', value: '1' }).execute();
      throw new Error('stop here');
    });
    await expect(failing).rejects.toThrow('stop here');
    expect(await database.db.selectFrom('settings').selectAll().execute()).toEqual([]);
    await database.close();
  });

  test('two connections that add to one number lose no addition, and neither blocks the other for good', async () => {
    const open = () => waitForDatabase({ url: home.url, now, onWait: () => {} });
    const both = await Promise.all([open(), open()]);
    await both[0].db.insertInto('settings').values({ key: 'sum', value: '0' }).execute();
    const add = (database: (typeof both)[0]) =>
      database.db.transaction().execute(async (db) => {
        const query = db.selectFrom('settings').select('value').where('key', '=', 'sum');
        const row = await database.dialect.lockRows(query).executeTakeFirstOrThrow();
        // Gives the other one time to begin its own transaction meanwhile.
        await new Promise((resolve) => setImmediate(resolve));
        const value = String(Number(row.value) + 1);
        await db.updateTable('settings').set({ value }).where('key', '=', 'sum').execute();
      });
    await Promise.all(Array.from({ length: 60 }, (_, n) => add(n % 2 === 0 ? both[0] : both[1])));
    const row = await both[0].db.selectFrom('settings').select('value').where('key', '=', 'sum').executeTakeFirst();
    expect(row).toEqual({ value: '60' });
    for (const database of both) await database.close();
  });

  test('numbers, bytes and the clock come back as JavaScript knows them', async () => {
    const database = await waitForDatabase({ url: home.url, now, onWait: () => {} });
    const { db, dialect } = database;
    const moment = Date.UTC(2026, 10, 22);
    await db.insertInto('users').values(userRow(moment)).execute();
    await expect(db.insertInto('users').values(userRow(moment)).execute()).rejects.toSatisfy(dialect.isUniqueViolation);
    const user = await db.selectFrom('users').selectAll().executeTakeFirstOrThrow();
    expect(user).toEqual(userRow(moment));
    const clock = await db.selectNoFrom(dialect.now.as('now')).executeTakeFirstOrThrow();
    expect(Math.abs(clock.now - Date.now())).toBeLessThan(60_000);
    const sketch = Uint8Array.of(0, 255, 7);
    const rollup = { series_id: 1, ts: moment, count: 2 ** 40, sum: 0.1, min: -1.5, max: 2, last: 2, sketch };
    await db.insertInto('rollups_1m').values(rollup).execute();
    const stored = await db.selectFrom('rollups_1m').selectAll().executeTakeFirstOrThrow();
    expect({ ...stored, sketch: Uint8Array.from(stored.sketch) }).toEqual(rollup);
    await database.close();
    await expect(db.selectFrom('users').selectAll().execute()).rejects.toThrow();
  });
});

function userRow(moment: number) {
  return {
    id: 'u1',
    email: 'a@example.org',
    name: 'Ä 🦊',
    role: 'viewer' as const,
    disabled: 0 as const,
    password_hash: 'x',
    created_at: moment,
    last_login_at: null,
  };
}

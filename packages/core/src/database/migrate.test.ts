import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { migrateDatabase, migrations, pendingMigrations, SchemaMismatchError } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { testBackends } from './test-database.ts';

const now = () => 7;
/** What every process of the lab does at its start: the schema, and the queue with its own schema on PostgreSQL. */
const program = `
  import { randomBytes } from 'node:crypto';
  import { createJobQueue } from ${JSON.stringify(join(import.meta.dirname, '../jobs/create-job-queue.ts'))};
  import { waitForDatabase } from ${JSON.stringify(join(import.meta.dirname, 'wait-for-database.ts'))};
  const database = await waitForDatabase({ url: process.argv[1], now: Date.now, onWait: console.error });
  const rows = await database.db.selectFrom('migrations').select('id').execute();
  const queue = await createJobQueue({ database, log: { warn: console.error }, newId: String, randomBytes });
  await queue.stop();
  await database.close();
  console.log(rows.length);
`;

/** What the process printed and how it ended. */
async function prepareInProcess(url: string): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, url]);
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const [code] = await once(child, 'close');
  return { code: Number(code), output: output.trim() };
}

describe.each(testBackends)('migrations on $name', (backend) => {
  const dropped: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const drop of dropped.splice(0)) await drop();
  });
  const create = async () => {
    const home = await backend.create();
    dropped.push(home.drop);
    return home.url;
  };

  test('five processes that start at once apply them once', async () => {
    const url = await create();
    const ends = await Promise.all(Array.from({ length: 5 }, () => prepareInProcess(url)));
    expect(ends).toEqual(Array.from({ length: 5 }, () => ({ code: 0, output: String(migrations.length) })));
  });

  test('what fails halfway leaves nothing, and the next start goes on', async () => {
    const database = await openDatabase({ url: await create() });
    const first = { id: 1, name: 'first', statements: ['CREATE TABLE one (a {int})'] };
    const broken = { id: 2, name: 'broken', statements: ['CREATE TABLE two (a {int})', 'CREATE NONSENSE'] };
    await expect(migrateDatabase(database, now, [first, broken])).rejects.toThrow();
    expect(await pendingMigrations(database, [first])).toEqual([first]);
    const mended = { ...broken, statements: ['CREATE TABLE two (a {int})'] };
    expect(await migrateDatabase(database, now, [first, mended])).toEqual(['first', 'broken']);
    expect(await migrateDatabase(database, now, [first, mended])).toEqual([]);
    await sql`insert into two values (1)`.execute(database.db);
    await database.close();
  });

  test('a newer schema and an edited migration are refused', async () => {
    const database = await openDatabase({ url: await create() });
    const first = { id: 1, name: 'first', statements: ['CREATE TABLE one (a {int})'] };
    const second = { id: 2, name: 'second', statements: [{ sqlite: 'SELECT 1', postgres: 'SELECT 1' }] };
    await migrateDatabase(database, now, [first, second]);
    const older = migrateDatabase(database, now, [first]);
    await expect(older).rejects.toThrow(SchemaMismatchError);
    await expect(older).rejects.toThrow('newer version of the lab (migration 2, "second")');
    const edited = migrateDatabase(database, now, [{ ...first, statements: ['CREATE TABLE other (a {int})'] }, second]);
    await expect(edited).rejects.toThrow('Migration 1 ("first")');
    await database.close();
  });
});

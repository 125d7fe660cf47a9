import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBackends } from '../database/test-database.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { createJobQueue } from './create-job-queue.ts';
import type { ClaimedJob, JobQueue } from './job-queue.ts';

const settings = { retry: { attempts: 3, pauseSeconds: 0 }, timeoutSeconds: 60 };
const names = ['count', 'fence', 'retry', 'cancel', 'later', 'transaction'];

describe.each(testBackends)('the job queue on $name', (backend) => {
  let lab: TestLab;
  let queue: JobQueue;
  const db = () => lab.context.database.db;
  const add = (name: string, payload: unknown = {}, options = {}) => queue.enqueue(db(), name, payload, options);
  const claim = async (name: string): Promise<ClaimedJob> => {
    const job = await queue.claim([name], 'worker');
    if (job === null) throw new Error(`no job of ${name}`);
    return job;
  };

  beforeAll(async () => {
    lab = await createTestLab(backend);
    queue = await createJobQueue(
      lab.context,
      names.map((name) => ({ name, ...settings })),
    );
  });
  afterAll(async () => {
    await queue.stop();
    await lab.close();
  });

  /** As if the pause before the next attempt were over. */
  const makeDue = async () => {
    if (backend.name === 'sqlite')
      await db().updateTable('jobs').set({ run_at: 0 }).where('state', '=', 'queued').execute();
    else await sql`update pgboss.job set start_after = now() where state = 'retry'`.execute(db());
  };

  /** As if the worker of every active job had been silent for a minute. */
  const expireLeases = async () => {
    if (backend.name === 'sqlite')
      await db().updateTable('jobs').set({ lease_until: 0 }).where('state', '=', 'active').execute();
    else
      await sql`update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`.execute(db());
    await queue.maintain();
    await makeDue();
  };

  test('eight claimers in two processes take 300 jobs, each once', async () => {
    const other = await lab.openAnother();
    const second = await createJobQueue(
      other,
      names.map((name) => ({ name, ...settings })),
    );
    for (let n = 0; n < 300; n++) await add('count', { n });
    expect((await queue.counts()).queued).toBe(300);
    const taken: unknown[] = [];
    const claimers = Array.from({ length: 8 }, async (_, claimer) => {
      const own = claimer % 2 === 0 ? queue : second;
      for (;;) {
        const job = await own.claim(['count'], `claimer ${claimer}`);
        if (job === null) return;
        taken.push(job.payload);
        expect(await own.complete(job)).toBe(true);
      }
    });
    await Promise.all(claimers);
    expect(taken).toHaveLength(300);
    expect(new Set(taken.map((payload) => JSON.stringify(payload))).size).toBe(300);
    expect(await queue.counts()).toEqual({ queued: 0, active: 0 });
    await second.stop();
  });

  test('the job of a silent worker goes to another, and the first one can no longer write', async () => {
    await add('fence');
    const first = await claim('fence');
    expect(await queue.claim(['fence'], 'other')).toBeNull();
    expect(await queue.heartbeat(first)).toBe(true);
    await expireLeases();
    const second = await claim('fence');
    expect(second).toMatchObject({ id: first.id, attempt: 2 });
    expect(await queue.heartbeat(first)).toBe(false);
    expect(await queue.complete(first)).toBe(false);
    expect(await queue.fail(first, 'late')).toBe(false);
    expect(await queue.heartbeat(second)).toBe(true);
    expect(await queue.complete(second)).toBe(true);
    expect(await queue.complete(second)).toBe(false);
  });

  test('a failing job is tried as often as it may be, and then no more', async () => {
    await add('retry');
    for (let attempt = 1; attempt <= 3; attempt++) {
      const job = await claim('retry');
      expect(job.attempt).toBe(attempt);
      expect(await queue.fail(job, 'it does not work')).toBe(true);
      await makeDue();
    }
    expect(await queue.claim(['retry'], 'worker')).toBeNull();
    expect(await queue.counts()).toEqual({ queued: 0, active: 0 });
  });

  test('a cancelled job is not given out, and one that runs loses its claim', async () => {
    const waiting = await add('cancel');
    await queue.cancel(db(), 'cancel', waiting);
    expect(await queue.claim(['cancel'], 'worker')).toBeNull();
    await add('cancel');
    const running = await claim('cancel');
    await queue.cancel(db(), 'cancel', running.id);
    expect(await queue.heartbeat(running)).toBe(false);
    expect(await queue.complete(running)).toBe(false);
  });

  test('a job exists exactly when its transaction commits, and once for each id', async () => {
    const undone = db()
      .transaction()
      .execute(async (transaction) => {
        await queue.enqueue(transaction, 'transaction', { n: 1 });
        throw new Error('undo');
      });
    await expect(undone).rejects.toThrow('undo');
    expect(await queue.claim(['transaction'], 'worker')).toBeNull();
    const id = '0199a000-0000-7000-8000-000000000001';
    await db()
      .transaction()
      .execute((transaction) => queue.enqueue(transaction, 'transaction', { n: 2 }, { id }));
    expect(await add('transaction', { n: 3 }, { id })).toBe(id);
    expect(await claim('transaction')).toMatchObject({ id, payload: { n: 2 } });
    expect(await queue.claim(['transaction'], 'worker')).toBeNull();
  });

  test('a delayed job waits, and only named jobs are given out', async () => {
    await add('later', {}, { delaySeconds: 3_600 });
    expect(await queue.claim(['later'], 'worker')).toBeNull();
    await expect(add('unheard-of')).rejects.toThrow();
  });
});

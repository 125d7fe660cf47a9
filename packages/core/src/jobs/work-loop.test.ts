import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testBackends } from '../database/test-database.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { createJobQueue } from './create-job-queue.ts';
import { defineJob } from './define-job.ts';
import { startWorkLoop } from './work-loop.ts';

describe.each(testBackends)('the work loop on $name', (backend) => {
  let lab: TestLab;
  const ran: string[] = [];
  let inJob = () => {};
  const settings = { retry: { attempts: 2, pauseSeconds: 0 }, timeoutSeconds: 60 };
  const add = defineJob({
    ...settings,
    name: 'add',
    payload: z.strictObject({ name: z.string() }),
    async run(_context, { name }, _signal, { attempt }) {
      ran.push(`${name} ${attempt}`);
      inJob();
      if (name === 'fails once' && attempt === 1) throw new Error('not yet');
    },
  });
  const wait = defineJob({
    ...settings,
    name: 'wait',
    payload: z.strictObject({}),
    run: (_context, _payload, signal) =>
      new Promise((_resolve, reject) => {
        inJob();
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  });

  beforeAll(async () => {
    lab = await createTestLab(backend);
    lab.context.queue = await createJobQueue(lab.context, [add, wait]);
  });
  afterAll(async () => {
    await lab.context.queue.stop();
    await lab.close();
  });

  const enqueue = (name: string, payload: object) =>
    lab.context.queue.enqueue(lab.context.database.db, name, payload).then((id) => {
      lab.context.wakeUps.notify();
      return id;
    });
  const until = async (done: () => boolean | Promise<boolean>) => {
    while (!(await done())) {
      lab.context.wakeUps.notify();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  test('runs jobs, several at once, tries a failed one again, refuses a payload that is none', async () => {
    const loop = startWorkLoop({ context: lab.context, workerId: 'w', jobs: [add], concurrency: 3 });
    for (let n = 0; n < 10; n++) await enqueue('add', { name: `job ${n}` });
    await enqueue('add', { name: 'fails once' });
    await enqueue('add', { wrong: true });
    await until(async () => {
      const { queued, active } = await lab.context.queue.counts();
      return queued + active === 0;
    });
    await loop.stop();
    expect(ran.toSorted()).toEqual(
      [...Array.from({ length: 10 }, (_, n) => `job ${n} 1`), 'fails once 1', 'fails once 2'].toSorted(),
    );
  });

  test('stopping aborts what runs and gives it back', async () => {
    const began = new Promise<void>((resolve) => {
      inJob = resolve;
    });
    const loop = startWorkLoop({ context: lab.context, workerId: 'w', jobs: [wait], concurrency: 1 });
    const id = await enqueue('wait', {});
    await began;
    expect(loop.active).toBe(1);
    await loop.stop();
    expect(loop.active).toBe(0);
    expect(await lab.context.queue.counts()).toEqual({ queued: 1, active: 0 });
    await lab.context.queue.cancel(lab.context.database.db, 'wait', id);
  });
});

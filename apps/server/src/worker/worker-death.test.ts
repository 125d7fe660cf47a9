import { findProcesses } from '@mcp-lab/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverOwner } from './owner.ts';
import { patience, startTestLab, type TestLab } from './start-test-lab.ts';

let own: TestLab;
beforeAll(async () => {
  own = await startTestLab();
});
afterAll(() => own.stop());

describe('when the worker', { timeout: 240_000 }, () => {
  test('is killed in the middle of a run, its targets go at once, another worker finishes the run, results stay', async () => {
    const kept = await own.addFixture('ignores-eof');
    await own.start(kept);
    await own.becomes(kept, 'running');
    const run = await own.run(await own.addBare());
    const listResults = () => own.lab.listRunResults({ params: { id: run.id }, query: { limit: 200 } });
    await own.runIsUnderWay(run);
    await own.endWorker('SIGKILL');
    const acknowledged = (await listResults()).items.map(({ id }) => id);
    const left = () => [...own.processesOf(kept), ...own.processesOf(run)];
    await expect.poll(left, { timeout: 10_000, interval: 50 }).toEqual([]);
    await own.restartWorker();
    await own.runBecomes(run, 'completed');
    expect((await own.readRun(run)).attempt).toBe(2);
    expect((await listResults()).items.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged));
    await own.becomes(kept, 'running');
    await own.lab.deleteServer({ params: { id: kept.id } });
  });

  test('and its runner are killed at the same moment, the next worker ends what they left', async () => {
    const kept = await own.addFixture('ignores-eof');
    await own.start(kept);
    await own.becomes(kept, 'running');
    const { pid } = await own.read(kept);
    const runners = findProcesses({ cookiePrefix: `${serverOwner(kept.id, 1)}:runner` });
    expect(runners).toHaveLength(1);
    own.worker.kill('SIGKILL');
    for (const runner of runners) process.kill(runner, 'SIGKILL');
    expect(own.processesOf(kept)).toContain(pid);
    await own.restartWorker();
    await expect.poll(() => own.processesOf(kept), patience).not.toContain(pid);
    await own.lab.deleteServer({ params: { id: kept.id } });
  });

  test('is asked to stop, it gives runs and servers back and leaves nothing behind', async () => {
    const server = await own.addBare();
    await own.start(server);
    await own.becomes(server, 'running');
    const run = await own.run(server);
    await own.runIsUnderWay(run);
    await own.endWorker('SIGTERM');
    expect(own.worker.exitCode).toBe(0);
    expect([...own.processesOf(server), ...own.processesOf(run)]).toEqual([]);
    expect(await own.readRun(run)).toMatchObject({ status: 'queued', attempt: 0 });
    await own.restartWorker();
    await own.runBecomes(run, 'completed');
    expect((await own.readRun(run)).attempt).toBe(1);
    await own.becomes(server, 'running');
  });
});

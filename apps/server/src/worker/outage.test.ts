import type { ChildProcess } from 'node:child_process';
import type { LabClient } from '@mcp-lab/contracts';
import { testBackends } from '@mcp-lab/core/database/test-database';
import { bareServerPath } from '@mcp-lab/fixtures';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CuttableProxy, startCuttableProxy } from '../api/cuttable-proxy.ts';
import { startTestApi, type TestApi } from '../api/start-test-api.ts';
import { endTestWorker, startTestWorker } from './start-test-worker.ts';

const postgres = testBackends.find(({ name }) => name === 'postgres');
const patience = { timeout: 100_000, interval: 100 };

describe.runIf(postgres)('when PostgreSQL goes away in the middle of a run', { timeout: 200_000 }, () => {
  let proxy: CuttableProxy;
  let api: TestApi;
  let worker: ChildProcess;
  let lab: LabClient;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await postgres?.create();
    if (database === undefined) throw new Error('no PostgreSQL was given');
    drop = database.drop;
    const url = new URL(database.url);
    proxy = await startCuttableProxy(url.hostname, Number(url.port));
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    api = await startTestApi({ DATABASE_URL: url.href });
    lab = api.client((await api.signInAs('admin')).accessToken);
    worker = await startTestWorker(api.environment);
  });
  afterAll(async () => {
    await endTestWorker(worker, 'SIGTERM');
    await api.stop();
    proxy.cut();
    await drop();
  });

  const ready = async () => (await fetch(`${api.url}/ready`)).status;

  test('the api is alive but not ready, requests are told to come back, and nothing of the run is lost', async () => {
    const launch = { command: process.execPath, args: [bareServerPath, 'stdio'] };
    const server = await lab.createServer({ body: { name: 'sound', kind: 'stdio', launch } });
    const run = await lab.runTest({ body: { serverId: server.id, options: { only: ['init-*', 'rpc-*'] } } });
    const read = () => lab.getRun({ params: { id: run.id } });
    await expect.poll(async () => (await read()).progress.done, patience).toBeGreaterThan(0);
    expect(await ready()).toBe(200);

    proxy.cut();
    await expect.poll(ready, patience).toBe(503);
    expect((await fetch(`${api.url}/health`)).status).toBe(200);
    await expect(lab.listServers({ query: {} })).rejects.toMatchObject({ code: 'unavailable' });
    expect(worker.exitCode).toBeNull();

    await proxy.mend();
    await expect.poll(ready, patience).toBe(200);
    await expect.poll(async () => (await read().catch(() => run)).status, patience).toBe('completed');
    const done = await read();
    const results = await lab.listRunResults({ params: { id: run.id }, query: { limit: 200 } });
    expect(results.items.map(({ seq }) => seq)).toEqual(results.items.map((_, index) => index + 1));
    expect(results.items.length).toBe(done.progress.total);
  });
});

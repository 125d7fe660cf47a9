import type { ChildProcess } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import type { LabClient, Run, Server } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import { type ProcessFixture, processTarget } from '@mcp-lab/fixtures/process/process-target';
import { findProcesses } from '@mcp-lab/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../api/start-test-api.ts';
import { runOwner, serverOwner } from './owner.ts';
import { endTestWorker, startTestWorker } from './start-test-worker.ts';

let api: TestApi;
let lab: LabClient;
let worker: ChildProcess;
const patience = { timeout: 100_000, interval: 100 };
/** Enough checks that a run is still under way when a test looks. */
const shortSuite = { only: ['init-*', 'rpc-*'] };

beforeAll(async () => {
  api = await startTestApi();
  lab = api.client((await api.signInAs('admin')).accessToken);
  worker = await startTestWorker(api.environment);
});
afterAll(async () => {
  await endTestWorker(worker, 'SIGTERM');
  await api.stop();
});

let count = 0;
const launch = (command: string, args: string[], more: object = {}) =>
  lab.createServer({ body: { name: `server ${++count}`, kind: 'stdio', launch: { command, args }, ...more } });
const launchFixture = (name: ProcessFixture, more: object = {}) => {
  const { command, args } = processTarget(name);
  return launch(command, args, more);
};
const launchBare = () => launch(process.execPath, [bareServerPath, 'stdio']);
const start = ({ id }: Server) => lab.startServer({ params: { id }, body: {} });
const read = ({ id }: { id: string }) => lab.getServer({ params: { id } });
const readRun = ({ id }: { id: string }) => lab.getRun({ params: { id } });
const becomes = (server: Server, status: Server['status']) =>
  expect.poll(async () => (await read(server)).status, patience).toBe(status);
const runBecomes = (run: Run, status: Run['status']) =>
  expect.poll(async () => (await readRun(run)).status, patience).toBe(status);
const processesOf = ({ id }: { id: string }) => findProcesses({ cookiePrefix: serverOwner(id, null) });
const logOf = async ({ id }: Server) =>
  (await lab.listServerLogs({ params: { id }, query: { limit: 200 } })).items.map(({ message }) => message).join('\n');

describe('a managed server', { timeout: 200_000 }, () => {
  test('runs, is found healthy, shows what it offers, and stops without a trace', async () => {
    const server = await launchBare();
    await start(server);
    await becomes(server, 'running');
    await expect.poll(async () => (await read(server)).health, patience).toBe('healthy');
    const running = await read(server);
    expect(running.pid).toBeGreaterThan(0);
    expect(processesOf(server)).toContain(running.pid);
    expect(running.profile?.toolCount).toBeGreaterThan(0);
    const capabilities = await lab.getServerCapabilities({ params: { id: server.id } });
    expect(capabilities.tools.length).toBe(running.profile?.toolCount);
    const check = await lab.checkServerHealth({ params: { id: server.id }, body: {} });
    expect(check).toMatchObject({ health: 'healthy', reason: null });
    await lab.stopServer({ params: { id: server.id }, body: {} });
    await becomes(server, 'stopped');
    expect(processesOf(server)).toEqual([]);
  });

  test('that is reached by URL is started, found healthy and stopped all the same', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const url = `http://127.0.0.1:${port}/mcp`;
    const command = { command: process.execPath, args: [bareServerPath, 'http', '--port', String(port)] };
    const server = await lab.createServer({ body: { name: 'over http', kind: 'http', url, launch: command } });
    const external = await lab.createServer({ body: { name: 'only its url', kind: 'http', url } });
    expect(external.status).toBe('external');
    await start(server);
    await becomes(server, 'running');
    await expect.poll(async () => (await read(server)).health, patience).toBe('healthy');
    expect(await lab.checkServerHealth({ params: { id: external.id }, body: {} })).toMatchObject({ health: 'healthy' });
    expect((await read(external)).profile?.transport).toBe('streamable-http');
    await lab.stopServer({ params: { id: server.id }, body: {} });
    await becomes(server, 'stopped');
    expect(processesOf(server)).toEqual([]);
    const down = await lab.checkServerHealth({ params: { id: external.id }, body: {} });
    expect(down).toMatchObject({ health: 'unhealthy', latencyMs: null });
    expect(down.reason).toContain(`127.0.0.1:${port}`);
  });

  test('that crashes is started again', async () => {
    const server = await launchFixture('answers');
    await start(server);
    await becomes(server, 'running');
    const { pid } = await read(server);
    process.kill(pid as number, 'SIGKILL');
    await expect.poll(async () => (await read(server)).restartCount, patience).toBe(1);
    await becomes(server, 'running');
    expect((await read(server)).pid).not.toBe(pid);
    expect(await logOf(server)).toContain('was ended by SIGKILL. Starting it again in 1 s.');
    await lab.deleteServer({ params: { id: server.id } });
    await expect.poll(() => processesOf(server), patience).toEqual([]);
  });

  test('that is restarted gets a new process with its new settings', async () => {
    const tell = 'data:text/javascript,console.error("mode is "+process.env.MODE)';
    const { command, args } = processTarget('answers');
    const server = await launch(command, ['--import', tell, ...args], { env: { MODE: 'one' } });
    await start(server);
    await becomes(server, 'running');
    const { pid } = await read(server);
    await lab.updateServer({ params: { id: server.id }, body: { env: { MODE: 'two' } } });
    await expect.poll(() => logOf(server), patience).toContain('mode is two');
    await expect.poll(async () => (await read(server)).pid, patience).not.toBe(pid);
    await lab.stopServer({ params: { id: server.id }, body: {} });
    await becomes(server, 'stopped');
  });

  test('whose command does not exist has failed, and says so in a sentence', async () => {
    const server = await launch('no-such-command-here', []);
    await start(server);
    await becomes(server, 'failed');
    expect((await read(server)).statusReason).toContain('no-such-command-here was not found');
    const alerts = await lab.listAlerts({ query: { status: 'open' } });
    expect(alerts.items.map((alert) => alert.serverId)).toContain(server.id);
  });

  test('that exits again and again is given up, with its last words', async () => {
    const server = await launchFixture('exits-at-once');
    await start(server);
    await becomes(server, 'backing-off');
    await becomes(server, 'failed');
    const { statusReason, restartCount } = await read(server);
    expect(statusReason).toContain('5 times in a row');
    expect(statusReason).toContain('DEMO_API_KEY');
    expect(restartCount).toBe(4);
  });

  test('that shall never restart has failed with its first crash', async () => {
    const server = await launchFixture('exits-at-once', { restartPolicy: 'never' });
    await start(server);
    await becomes(server, 'failed');
    expect((await read(server)).statusReason).toContain('code 3');
  });

  test('that leaves descendants leaves none after its stop', async () => {
    const server = await launchFixture('leaves-descendants');
    await start(server);
    await becomes(server, 'running');
    expect(processesOf(server).length).toBeGreaterThan(2);
    await lab.stopServer({ params: { id: server.id }, body: {} });
    await becomes(server, 'stopped');
    expect(processesOf(server)).toEqual([]);
  });
});

describe('a run', { timeout: 200_000 }, () => {
  const suite = (server: Server, options: object = shortSuite) =>
    lab.runTest({ body: { serverId: server.id, options } });

  test('stores results as they come, then its transcript and its outcome', async () => {
    const server = await launchBare();
    const run = await suite(server, { only: ['init-*'] });
    await runBecomes(run, 'completed');
    const done = await readRun(run);
    expect(done).toMatchObject({ outcome: 'passed', attempt: 1 });
    expect(done.progress.done).toBe(done.progress.total);
    const results = await lab.listRunResults({ params: { id: run.id }, query: {} });
    expect(results.items.length).toBe(done.progress.done);
    const withEvidence = results.items.find((result) => result.evidence.length > 0);
    const detail = await lab.getRunResult({ params: { id: run.id, resultId: withEvidence?.id ?? '' } });
    expect(detail.frames.length).toBeGreaterThan(0);
  });

  test('against a server that cannot be started says why', async () => {
    const run = await suite(await launch('no-such-command-here', []));
    await runBecomes(run, 'completed');
    const done = await readRun(run);
    expect(done.outcome).toBe('unreachable');
    expect(done.reason).toContain('no-such-command-here was not found');
  });

  test('that is cancelled stops, keeps what it found, and leaves no process', async () => {
    const run = await suite(await launchBare());
    await expect.poll(async () => (await readRun(run)).progress.done, patience).toBeGreaterThan(0);
    await lab.cancelRun({ params: { id: run.id }, body: {} });
    await runBecomes(run, 'cancelled');
    expect((await readRun(run)).progress.done).toBeGreaterThan(0);
    expect(findProcesses({ cookiePrefix: runOwner(run.id, null) })).toEqual([]);
  });

  test('whose runner dies has failed, with the cause, and keeps what it found', async () => {
    const run = await suite(await launchBare());
    await expect.poll(async () => (await readRun(run)).progress.done, patience).toBeGreaterThan(0);
    for (const pid of findProcesses({ cookiePrefix: `${runOwner(run.id, 1)}:runner` })) process.kill(pid, 'SIGKILL');
    await runBecomes(run, 'failed');
    const done = await readRun(run);
    expect(done.reason).toContain('SIGKILL');
    expect(done.progress.done).toBeGreaterThan(0);
    expect(findProcesses({ cookiePrefix: runOwner(run.id, null) })).toEqual([]);
  });
});

describe('when the worker', { timeout: 240_000 }, () => {
  test('is killed in the middle of a run, its targets go at once, another worker finishes the run, results stay', async () => {
    const server = await launchBare();
    const kept = await launchFixture('ignores-eof');
    await start(kept);
    await becomes(kept, 'running');
    const run = await lab.runTest({ body: { serverId: server.id, options: shortSuite } });
    await expect.poll(async () => (await readRun(run)).progress.done, patience).toBeGreaterThan(0);
    await endTestWorker(worker, 'SIGKILL');
    const acknowledged = await lab.listRunResults({ params: { id: run.id }, query: { limit: 200 } });
    const left = () => [...processesOf(kept), ...findProcesses({ cookiePrefix: runOwner(run.id, null) })];
    await expect.poll(left, { timeout: 10_000, interval: 50 }).toEqual([]);
    worker = await startTestWorker(api.environment);
    await runBecomes(run, 'completed');
    expect((await readRun(run)).attempt).toBe(2);
    const results = await lab.listRunResults({ params: { id: run.id }, query: { limit: 200 } });
    const ids = results.items.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(acknowledged.items.map(({ id }) => id)));
    await becomes(kept, 'running');
    await lab.deleteServer({ params: { id: kept.id } });
  });

  test('and its runner are killed at the same moment, the next worker ends what they left', async () => {
    const kept = await launchFixture('ignores-eof');
    await start(kept);
    await becomes(kept, 'running');
    const { pid } = await read(kept);
    const runners = findProcesses({ cookiePrefix: `${serverOwner(kept.id, 1)}:runner` });
    expect(runners).toHaveLength(1);
    worker.kill('SIGKILL');
    for (const runner of runners) process.kill(runner, 'SIGKILL');
    expect(processesOf(kept)).toContain(pid);
    worker = await startTestWorker(api.environment);
    await expect.poll(() => processesOf(kept), patience).not.toContain(pid);
    await lab.deleteServer({ params: { id: kept.id } });
  });

  test('is asked to stop, it gives runs and servers back and leaves nothing behind', async () => {
    const server = await launchBare();
    await start(server);
    await becomes(server, 'running');
    const run = await lab.runTest({ body: { serverId: server.id, options: shortSuite } });
    await expect.poll(async () => (await readRun(run)).progress.done, patience).toBeGreaterThan(0);
    await endTestWorker(worker, 'SIGTERM');
    expect(worker.exitCode).toBe(0);
    expect([...processesOf(server), ...findProcesses({ cookiePrefix: runOwner(run.id, null) })]).toEqual([]);
    expect(await readRun(run)).toMatchObject({ status: 'queued', attempt: 0 });
    worker = await startTestWorker(api.environment);
    await runBecomes(run, 'completed');
    expect((await readRun(run)).attempt).toBe(1);
    await becomes(server, 'running');
  });
});

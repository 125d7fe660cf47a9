import { type AddressInfo, createServer } from 'node:net';
import { bareServerPath } from '@mcp-lab/fixtures';
import { processTarget } from '@mcp-lab/fixtures/process/process-target';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patience, startTestLab, type TestLab } from './start-test-lab.ts';

let own: TestLab;
beforeAll(async () => {
  own = await startTestLab();
});
afterAll(() => own.stop());

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

describe('a managed server', { timeout: 200_000 }, () => {
  test('runs, is found healthy, shows what it offers, and stops without a trace', async () => {
    const { lab, read, becomes, processesOf } = own;
    const server = await own.addBare();
    await own.start(server);
    await becomes(server, 'running');
    await expect.poll(async () => (await read(server)).health, patience).toBe('healthy');
    const running = await read(server);
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
    const { lab, read, becomes, processesOf } = own;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/mcp`;
    const launch = { command: process.execPath, args: [bareServerPath, 'http', '--port', String(port)] };
    const server = await lab.createServer({ body: { name: 'over http', kind: 'http', url, launch } });
    const external = await lab.createServer({ body: { name: 'only its url', kind: 'http', url } });
    expect(external.status).toBe('external');
    await own.start(server);
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
    const { lab, read, becomes, processesOf } = own;
    const server = await own.addFixture('answers');
    await own.start(server);
    await becomes(server, 'running');
    const { pid } = await read(server);
    process.kill(pid as number, 'SIGKILL');
    await expect.poll(async () => (await read(server)).restartCount, patience).toBe(1);
    await becomes(server, 'running');
    expect((await read(server)).pid).not.toBe(pid);
    await expect.poll(() => own.logOf(server), patience).toContain('was ended by SIGKILL. Starting it again in 1 s.');
    await lab.deleteServer({ params: { id: server.id } });
    await expect.poll(() => processesOf(server), patience).toEqual([]);
  });

  test('that is restarted gets a new process with its new settings', async () => {
    const { lab, read, becomes } = own;
    const tell = 'data:text/javascript,console.error("mode is "+process.env.MODE)';
    const { command, args } = processTarget('answers');
    const server = await own.add(command, ['--import', tell, ...args], { env: { MODE: 'one' } });
    await own.start(server);
    await becomes(server, 'running');
    const { pid } = await read(server);
    await lab.updateServer({ params: { id: server.id }, body: { env: { MODE: 'two' } } });
    await expect.poll(() => own.logOf(server), patience).toContain('mode is two');
    await becomes(server, 'running');
    await expect.poll(async () => (await read(server)).pid, patience).not.toBe(pid);
    await lab.stopServer({ params: { id: server.id }, body: {} });
    await becomes(server, 'stopped');
  });

  test('whose command does not exist has failed, and says so in a sentence', async () => {
    const server = await own.add('no-such-command-here', []);
    await own.start(server);
    await own.becomes(server, 'failed');
    expect((await own.read(server)).statusReason).toContain('no-such-command-here was not found');
    const alerts = await own.lab.listAlerts({ query: { status: 'open' } });
    expect(alerts.items.map((alert) => alert.serverId)).toContain(server.id);
  });

  test('that exits again and again is given up, with its last words', async () => {
    const server = await own.addFixture('exits-at-once');
    await own.start(server);
    await own.becomes(server, 'backing-off');
    await own.becomes(server, 'failed');
    const { statusReason, restartCount } = await own.read(server);
    expect(statusReason).toContain('5 times in a row');
    expect(statusReason).toContain('DEMO_API_KEY');
    expect(restartCount).toBe(4);
  });

  test('that shall never restart has failed with its first crash', async () => {
    const server = await own.addFixture('exits-at-once', { restartPolicy: 'never' });
    await own.start(server);
    await own.becomes(server, 'failed');
    expect((await own.read(server)).statusReason).toContain('code 3');
  });

  test('that leaves descendants leaves none after its stop', async () => {
    const server = await own.addFixture('leaves-descendants');
    await own.start(server);
    await own.becomes(server, 'running');
    expect(own.processesOf(server).length).toBeGreaterThan(2);
    await own.lab.stopServer({ params: { id: server.id }, body: {} });
    await own.becomes(server, 'stopped');
    expect(own.processesOf(server)).toEqual([]);
  });
});

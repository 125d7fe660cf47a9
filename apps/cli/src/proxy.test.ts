import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { compileCache } from '@mcp-lab/engine/checks/gate/compile-cache';
import { createOfficialSession } from '@mcp-lab/engine/interop/official-session';
import { sdkStdioServerPath } from '@mcp-lab/fixtures';
import { createCertificate } from '@mcp-lab/fixtures/bare/http/create-certificate';
import { processTarget } from '@mcp-lab/fixtures/process/process-target';
import { startHttpServer } from '@mcp-lab/fixtures/sdk/start-http-server';
import { cookieVariable, createTranscript, findProcesses, type Target } from '@mcp-lab/wire';
import { afterAll, describe, expect, test } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-proxy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function connect(target: Target, mode: 'legacy' | 'modern') {
  return createOfficialSession({
    target,
    transport: target.kind === 'stdio' ? 'stdio' : 'streamable-http',
    mode,
    transcript: createTranscript(),
    openingTimeoutMs: 60_000,
    toolVersion: 'test',
    owner: 'proxy-cli-test',
  });
}

function proxied(...args: string[]): Target {
  return {
    kind: 'stdio',
    command: process.execPath,
    args: [main, 'proxy', ...args, '--', process.execPath, sdkStdioServerPath],
    env: compileCache,
  };
}

/** Started as a user does, with the address it prints. */
function startHttpProxy(url: string, ...args: string[]) {
  return startWith({}, url, ...args);
}

async function startWith(env: Record<string, string>, url: string, ...args: string[]) {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [main, 'proxy', '--url', url, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...compileCache, ...env } },
  );
  let said = '';
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said += chunk;
      const found = /Listening on (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(said)));
  });
  return {
    target: { kind: 'http', url: address, headers: {} } satisfies Target,
    async stop() {
      child.kill('SIGINT');
      const [code] = await once(child, 'close');
      return { code, said, printed };
    },
  };
}

// Each starts the whole command: on a busy machine that alone takes a while.
describe('mcp-lab proxy between the official client and a sound server', { timeout: 120_000 }, () => {
  test('over stdio: all works, nothing is left, and the recording holds every message', async () => {
    const record = join(folder, 'frames.jsonl');
    const { client, errors, connect: open, close } = connect(proxied('--record', record), 'modern');
    await open();
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('echo');
    expect(await client.callTool({ name: 'add', arguments: { a: 2, b: 3 } })).toMatchObject({
      structuredContent: { sum: 5 },
    });
    expect((await close()).report).toMatchObject({ exitCode: 0, orphans: 0 });
    expect(errors).toEqual([]);
    const frames = readFileSync(record, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(frames.find(({ text }) => text?.includes('"sum":5'))).toMatchObject({ direction: 'to-client', struck: [] });
    expect(findProcesses({ cookiePrefix: 'proxy-cli-test' })).toEqual([]);
  });

  test('over stdio, with faults: calls fail as they should, listing goes on', async () => {
    const faults = ['--fault', 'wrong-id,methods=tools/call', '--fault', 'latency,ms=10', '--seed', '1'];
    const { client, connect: open, close } = connect(proxied(...faults), 'legacy');
    await open();
    await expect(client.callTool({ name: 'echo', arguments: { text: 'x' } }, { timeout: 1_000 })).rejects.toThrow();
    expect((await client.listTools()).tools.length).toBeGreaterThan(3);
    await close();
  });

  test('over HTTP: all works; with a fault, what it strikes does not', async () => {
    const server = await startHttpServer();
    const proxy = await startHttpProxy(server.url, '--fault', 'status,status=500,methods=tools/call,every=2');
    try {
      const { client, connect: open, close } = connect(proxy.target, 'modern');
      await open();
      const call = () => client.callTool({ name: 'echo', arguments: { text: 'x' } });
      expect(await call()).toMatchObject({ content: [{ text: 'x' }] });
      await expect(call()).rejects.toThrow();
      expect((await client.listTools()).tools.length).toBeGreaterThan(3);
      await close();
    } finally {
      await server.close();
      const { code, said, printed } = await proxy.stop();
      expect([code, printed]).toEqual([0, '']);
      expect(said).toContain('Injected: status 1');
    }
  });

  test('over HTTPS: to a server whose certificate NODE_EXTRA_CA_CERTS vouches for', async () => {
    const { cert, key } = await createCertificate();
    const file = join(folder, 'authority.pem');
    writeFileSync(file, cert);
    const server = createServer({ cert, key }, (request, response) => {
      request.resume().on('end', () => response.writeHead(202, { 'x-path': request.url }).end());
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const proxy = await startWith({ NODE_EXTRA_CA_CERTS: file }, `https://localhost:${port}/mcp`);
    try {
      const answer = await fetch(proxy.target.url, { method: 'POST', body: '{}' });
      expect([answer.status, answer.headers.get('x-path')]).toEqual([202, '/mcp']);
    } finally {
      server.closeAllConnections();
      server.close();
      expect(await proxy.stop()).toMatchObject({ code: 0 });
    }
  });
});

test.skipIf(process.platform !== 'linux')(
  'kill -9 of the proxy leaves nothing, not even a server that is stopped',
  { timeout: 150_000 },
  async () => {
    const cookie = `proxy-killed-${process.pid}`;
    const { command, args } = processTarget('ignores-eof');
    const proxy = spawn(process.execPath, [main, 'proxy', '--fault', 'pause', '--', command, ...args], {
      env: { ...compileCache, [cookieVariable]: cookie },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const stopped = () =>
      findProcesses({ cookiePrefix: cookie }).filter((pid) => {
        const [state] = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '');
        return state === 'T';
      });
    await expect.poll(stopped, { timeout: 60_000 }).toHaveLength(1);
    proxy.kill('SIGKILL');
    await expect.poll(() => findProcesses({ cookiePrefix: cookie }), { timeout: 60_000 }).toEqual([]);
  },
);

test.each([
  ['an unknown fault', ['--fault', 'gremlins', '--', 'node'], 'There is no fault "gremlins". There are: latency'],
  ['no server', [], 'Give either --url URL or -- COMMAND'],
])('%s: exit code 2 and what to write instead', { timeout: 60_000 }, async (_title, args, message) => {
  const child = spawn(process.execPath, [main, 'proxy', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: compileCache,
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  expect(said).toContain(message);
  expect(code).toBe(2);
});

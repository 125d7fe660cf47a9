import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cookieVariable, findProcesses, sweepProcesses } from '@mcp-lab/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { variables } from '../config/variables.ts';

const patience = { timeout: 60_000, interval: 50 };
let folder = '';
let cookie = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-lab-supervisor-'));
  // Everything that is started inherits it: so what is left can be counted.
  cookie = `supervisor-test-${randomUUID()}`;
});
afterEach(() => {
  sweepProcesses({ cookiePrefix: cookie });
  rmSync(folder, { recursive: true, force: true });
});

interface Lab {
  child: ChildProcess;
  output(): string;
  exit: Promise<number | null>;
  /** Resolves with the address of the api. */
  ready: Promise<string>;
}

function start(environment: Record<string, string> = {}, args: string[] = ['--no-web']): Lab {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    // biome-ignore lint/style/noProcessEnv: a child gets what this process was given, so that it finds its programs
    env: { ...process.env, DATA_DIR: folder, PORT: '0', [cookieVariable]: cookie, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = Promise.withResolvers<string>();
  const read = (chunk: Buffer) => {
    output += chunk.toString();
    const address = /API +(http:\/\/localhost:\d+)/.exec(output)?.[1];
    if (address !== undefined && /Ready in \d+ ms/.test(output))
      ready.resolve(address.replace('localhost', '127.0.0.1'));
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const exit = once(child, 'exit').then(([code]) => {
    ready.reject(new Error(`exited with ${code}: ${output}`));
    return code as number | null;
  });
  ready.promise.catch(() => {});
  return { child, output: () => output, exit, ready: ready.promise };
}

const left = () => findProcesses({ cookiePrefix: cookie });

async function occupy(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return { server, port: address.port };
}

describe('what cannot work is told in a sentence, without a stack', { timeout: 60_000 }, () => {
  async function refused(environment: Record<string, string>, args?: string[]) {
    const lab = start(environment, args);
    const code = await lab.exit;
    expect(lab.output()).not.toMatch(/\n\s+at /);
    return { code, output: lab.output() };
  }

  test('an occupied port', async () => {
    const { server, port } = await occupy();
    const { code, output } = await refused({ PORT: String(port) });
    expect(code).toBe(1);
    expect(output).toContain(
      `Port ${port} on 127.0.0.1 is in use by another program. Stop it, or set PORT to a free port.`,
    );
    server.close();
  });

  test('a database folder that cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, output } = await refused({ DATABASE_URL: `sqlite:${folder}/file/lab.db` });
    expect(code).toBe(1);
    expect(output).toMatch(/^DATABASE_URL: /);
  });

  test('a database of an unknown kind', async () => {
    const { code, output } = await refused({ DATABASE_URL: 'mysql://root:hunter2@localhost/lab' });
    expect(code).toBe(78);
    expect(output).toContain('DATABASE_URL: its value is not allowed');
    expect(output).not.toContain('hunter2');
  });

  test('a secret key that is a placeholder', async () => {
    const { code, output } = await refused({ SECRET_KEY: 'change-in-production' });
    expect(code).toBe(78);
    expect(output).toContain('SECRET_KEY: it has 20 characters');
  });

  test('a wildcard address without encryption', async () => {
    expect((await refused({ HOST: '0.0.0.0' })).code).toBe(78);
  });

  test('an option that does not exist', async () => {
    const { code, output } = await refused({}, ['--no-such-option']);
    expect(code).toBe(2);
    expect(output).toContain('--no-such-option');
  });
});

test('--help prints every variable and starts nothing', async () => {
  const lab = start({}, ['--help']);
  expect(await lab.exit).toBe(0);
  for (const name of Object.keys(variables.shape)) expect(lab.output()).toContain(name);
});

describe('the running lab', { timeout: 180_000 }, () => {
  test('serves, prints the setup link once, and leaves nothing after SIGTERM', async () => {
    const lab = start();
    const address = await lab.ready;
    expect(lab.output()).toMatch(/http:\/\/localhost:3000\/setup#token=[\w-]{32}\n/);
    const ready = await fetch(`${address}/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { ready: true }]);
    expect(left().length).toBe(3);
    lab.child.kill('SIGTERM');
    expect(await lab.exit).toBe(0);
    expect(left()).toEqual([]);
    expect(readFileSync(join(folder, 'secret.key'), 'utf8').trim().length).toBeGreaterThan(32);
  });

  test('a Ctrl-C that arrives twice is one', async () => {
    const lab = start();
    await lab.ready;
    lab.child.kill('SIGINT');
    lab.child.kill('SIGINT');
    expect(await lab.exit).toBe(0);
    expect(left()).toEqual([]);
  });

  test('a second signal ends what does not stop', async () => {
    const lab = start();
    await lab.ready;
    // A stopped process cannot stop politely.
    for (const pid of left().filter((pid) => pid !== lab.child.pid)) process.kill(pid, 'SIGSTOP');
    lab.child.kill('SIGTERM');
    await expect.poll(lab.output, patience).toContain('once more to stop at once');
    const again = setInterval(() => lab.child.kill('SIGTERM'), 200);
    expect(await lab.exit).toBe(1);
    clearInterval(again);
    await expect.poll(left, patience).toEqual([]);
  });

  test('takes its children with it when it is killed', async () => {
    const lab = start();
    await lab.ready;
    lab.child.kill('SIGKILL');
    await lab.exit;
    await expect.poll(left, patience).toEqual([]);
  });

  test('starts a child again that was killed', async () => {
    const lab = start();
    const address = await lab.ready;
    const [first] = left().filter((pid) => pid !== lab.child.pid);
    process.kill(first as number, 'SIGKILL');
    await expect.poll(lab.output, patience).toContain('ended unexpectedly (SIGKILL); starting it again in 1 s.');
    await expect.poll(() => left().length, patience).toBe(3);
    expect(left()).not.toContain(first);
    // Port 0 means that a new api gets another port: only the worker's place is the same for sure.
    expect(address).toMatch(/^http/);
    lab.child.kill('SIGTERM');
    expect(await lab.exit).toBe(0);
  });

  test('waits for a PostgreSQL that is down, says so, and can be stopped meanwhile', async () => {
    const { server, port } = await occupy();
    await new Promise((resolve) => server.close(resolve));
    const lab = start({ DATABASE_URL: `postgres://lab:hunter2@127.0.0.1:${port}/lab` });
    await expect.poll(lab.output, patience).toContain('Waiting for it.');
    expect(lab.output()).toContain(`127.0.0.1:${port}`);
    expect(lab.output()).not.toContain('hunter2');
    lab.child.kill('SIGINT');
    expect(await lab.exit).toBe(0);
    expect(left()).toEqual([]);
  });

  test('several replicas share the port', async () => {
    const { server, port } = await occupy();
    await new Promise((resolve) => server.close(resolve));
    const lab = start({ PORT: String(port), API_REPLICAS: '2', WORKER_REPLICAS: '2' });
    const address = await lab.ready;
    expect(left().length).toBe(5);
    for (let index = 0; index < 10; index++) {
      expect((await fetch(`${address}/health`, { headers: { connection: 'close' } })).status).toBe(200);
    }
    lab.child.kill('SIGTERM');
    expect(await lab.exit).toBe(0);
  });
});

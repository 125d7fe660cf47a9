import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measurement, measurementOf } from './measurement.ts';
import { processTree } from './process-tree.ts';

const root = join(import.meta.dirname, '..', '..');

/** `npm start` (installed and built already, fresh data folder) to the line that says ready, and who holds how much memory then. */
export async function measureStart(rounds: number, environment: NodeJS.ProcessEnv): Promise<Measurement[]> {
  const times: number[] = [];
  const memory = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const { readyMs, processes } = await startOnce(environment);
    times.push(readyMs);
    for (const [role, rssBytes] of processes) memory.set(role, [...(memory.get(role) ?? []), rssBytes / 2 ** 20]);
  }
  return [
    measurementOf('start', 'npm start to ready', 'ms', times),
    ...[...memory].map(([role, values]) => measurementOf('resident memory', role, 'MiB', values)),
  ];
}

async function startOnce(environment: NodeJS.ProcessEnv): Promise<{ readyMs: number; processes: [string, number][] }> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-bench-'));
  const [port, webPort] = [await freePort(), await freePort()];
  const begin = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, DATA_DIR: folder, PORT: String(port), WEB_PORT: String(webPort), DATABASE_URL: '' },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      let output = '';
      const read = (chunk: Buffer) => {
        output += chunk.toString('utf8');
        if (/^\s*Ready in /m.test(output)) resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => reject(new Error(`npm start exited with ${code}:\n${output}`)));
    });
    const readyMs = performance.now() - begin;
    const processes = processTree(child.pid ?? 0).flatMap(({ command, rssBytes }): [string, number][] => {
      const role = roleOf(command);
      return role === null ? [] : [[role, rssBytes]];
    });
    return { readyMs, processes };
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
}

function roleOf(command: string): string | null {
  if (/next-server|\.next\/standalone|apps\/web/.test(command)) return 'web';
  return /\/(supervisor|api|worker|runner)\//.exec(command)?.[1] ?? null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

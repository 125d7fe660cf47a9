import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { processTree } from './process-tree.ts';

const root = join(import.meta.dirname, '..', '..');

/** A whole lab of a test's own, started with `npm start` as a user would. */
export interface Lab {
  apiUrl: string;
  webUrl: string;
  /** The one-time link of the first start. */
  setupUrl: string;
  /** Everything it printed so far. */
  output(): string;
  pid: number;
  stop(): Promise<number | null>;
}

export async function startLab(environment: Record<string, string> = {}): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-e2e-'));
  const [port, webPort] = [await freePort(), await freePort()];
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...ownEnvironment(), DATA_DIR: folder, PORT: String(port), WEB_PORT: String(webPort), ...environment },
  });
  let output = '';
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const setup = /http:\/\/\S+\/setup#token=\S+/.exec(output)?.[0];
      if (setup !== undefined && /^\s*Ready in /m.test(output)) resolve(setup);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`npm start exited with ${code}:\n${output}`)));
  });
  return {
    setupUrl: await ready,
    apiUrl: `http://localhost:${port}`,
    webUrl: `http://localhost:${webPort}`,
    output: () => output,
    pid: child.pid ?? 0,
    async stop() {
      const code = await stopSupervisor(child);
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/**
 * What a user's shell has: neither the services of the tests, nor npm's own variables, nor the pinned node that npm put
 * first on the PATH of this test. So the lab starts on the machine's own node, however old.
 */
function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(npm_|TEST_|VITEST|NODE_(?!COMPILE_CACHE$)|CI$)/.test(entry[0]),
  );
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(entries), PATH: path.join(delimiter) };
}

/** SIGTERM for the supervisor alone, as a service manager sends it; npm then passes its exit code on. */
async function stopSupervisor(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const supervisor = processTree(child.pid ?? 0).find(
    ({ command }) => command.includes('supervisor/main.ts') && !command.startsWith('sh '),
  );
  process.kill(supervisor?.pid ?? -(child.pid ?? 0), 'SIGTERM');
  return gone;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

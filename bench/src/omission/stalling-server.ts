import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { loadServerPath } from '@mcp-lab/fixtures';

export const stallMs = 1_000;
export const everyMs = 10_000;

/** What is true of calls that are due evenly over time: one in ten falls into a stall and waits for what is left of it. */
export const truth = { p50: 0, p90: 0, p95: 500, p99: 900 };

/** A fresh server for each generator: its stalls are counted from its first call. */
export async function withStallingServer<T>(use: (url: string) => Promise<T>): Promise<T> {
  const args = [loadServerPath, 'http', 'stall', String(stallMs), String(everyMs)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    if (child.stdout === null) throw new Error('no stdout');
    const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
    return await use(url);
  } finally {
    child.kill('SIGKILL');
  }
}

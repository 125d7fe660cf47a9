// Load is put on a server of other people over HTTP+SSE: the official SDK's, by the command line as a user calls it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEverythingSse } from './real-servers.ts';

const cli = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'mcp-lab');

function runBench(args: string[]): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(cli, ['bench', ...args, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout }));
  });
}

test('server-everything answers every call, over a stream for each user and over one for all', async () => {
  const server = await startEverythingSse();
  try {
    const call = ['--tool', 'echo', '--args', '{"message":"é $n"}', '--threshold', 'failed: rate==0'];
    const place = ['--transport', 'http-sse', '--url', server.url];
    for (const sessions of ['per-vu', '1']) {
      const load = ['--iterations', '200', '--vus', '8', '--sessions', sessions];
      const { code, stdout } = await runBench([...load, ...call, ...place]);
      const { load: report } = JSON.parse(stdout);
      expect(report.errors).toEqual([]);
      expect(report.total).toMatchObject({ calls: 200, outcomes: { ok: 200 } });
      expect(report.sessions.opened).toBe(sessions === '1' ? 1 : 8);
      expect(report.fingerprint.transport).toBe('http-sse');
      // A machine that keeps the generator from its core makes the run invalid, which is nothing of the server's.
      expect(code).toBe(report.generator.valid ? 0 : 4);
    }
  } finally {
    await server.stop();
  }
}, 120_000);

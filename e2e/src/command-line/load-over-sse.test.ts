// Load is put on a server of other people over HTTP+SSE: the official SDK's, by the command line as a user calls it.
import { expect, test } from 'vitest';
import { startEverythingSse } from '../real-servers.ts';
import { runCli } from './run-cli.ts';

test('server-everything answers every call, over a stream for each user and over one for all', async () => {
  const server = await startEverythingSse();
  try {
    const call = ['--tool', 'echo', '--args', '{"message":"é $n"}', '--threshold', 'failed: rate==0'];
    const place = ['--transport', 'http-sse', '--url', server.url];
    for (const sessions of ['per-vu', '1']) {
      const load = ['--iterations', '200', '--vus', '8', '--sessions', sessions];
      const { code, stdout } = await runCli(['bench', ...load, ...call, ...place, '--json']);
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

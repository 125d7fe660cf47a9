// The official suite, as a user installs it beside the lab: run, read, filtered and shown apart.
import { join } from 'node:path';
import { bareServerPath } from '@mcp-lab/fixtures';
import { expect, test } from 'vitest';
import { type HttpServer, startEverythingHttp, startSdkHttp } from '../real-servers.ts';
import { runCli } from './run-cli.ts';

const officialSuite = join(import.meta.dirname, '..', '..', 'official-suite');

interface Verdict {
  checkId: string;
  area: string;
  verdict: string;
}

async function judge(server: HttpServer): Promise<{ code: number | null; verdicts: Verdict[] }> {
  const suite = ['--suite', 'official', '--official-suite', officialSuite];
  const { code, stdout } = await runCli(['test', ...suite, '--json', '--url', server.url]);
  return { code, verdicts: (JSON.parse(stdout) as { results: Verdict[] }).results };
}

const warned = (verdicts: Verdict[]) =>
  verdicts.filter(({ verdict }) => verdict === 'warn').map(({ checkId }) => checkId);

test('our sound server, both eras: nothing at fault, and what needs the fixtures of the suite is untestable', async () => {
  const server = await startSdkHttp(bareServerPath, ['http']);
  try {
    const { code, verdicts } = await judge(server);
    expect(verdicts.every(({ area }) => area === 'official')).toBe(true);
    expect(warned(verdicts)).toEqual([]);
    expect(verdicts.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(60);
    expect(verdicts.filter(({ verdict }) => verdict === 'untestable').map(({ checkId }) => checkId)).toContain(
      'official:server-stateless:sep-2575-missing-capability-http-400',
    );
    expect(code).toBe(0);
  } finally {
    await server.stop();
  }
}, 300_000);

test('server-everything: its two real faults, as information that fails nothing', async () => {
  const server = await startEverythingHttp();
  try {
    const { code, verdicts } = await judge(server);
    expect(warned(verdicts).sort()).toEqual([
      'official:dns-rebinding-protection:localhost-host-rebinding-rejected',
      'official:server-session-lifecycle:server-session-terminated-returns-404',
    ]);
    expect(code).toBe(0);
  } finally {
    await server.stop();
  }
}, 300_000);

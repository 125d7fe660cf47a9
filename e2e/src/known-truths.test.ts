// What is known of real servers is found by the command line as a user calls it; and nothing else is claimed of them.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  everythingPath,
  filesystemPath,
  memoryPath,
  sequentialThinkingPath,
  startEverythingHttp,
} from './real-servers.ts';

const cli = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'mcp-lab');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-known-truths-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  code: number | null;
  stdout: string;
}

function runCli(args: string[]): Promise<Outcome> {
  const child = spawn(cli, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout }));
  });
}

/** Check ids with this verdict, each once, sorted. */
function idsOf(stdout: string, verdict: string): string[] {
  const document = JSON.parse(stdout) as { results: { checkId: string; verdict: string }[] };
  return [
    ...new Set(document.results.filter((result) => result.verdict === verdict).map(({ checkId }) => checkId)),
  ].sort();
}

// They agree to 2025-03-26, whose servers MUST take batches, and drop them; what does not parse is met with silence.
const failsOverStdio = ['rpc-batch-supported'];
const warningsOverStdio = [
  'rpc-batch-empty',
  'rpc-fractional-id-rejected',
  'rpc-invalid-params',
  'rpc-invalid-request',
  'rpc-params-not-object',
  'rpc-parse-error-stdio',
];

const stdioServers: [name: string, args: string[]][] = [
  ['server-everything', [everythingPath, 'stdio']],
  ['server-memory', [memoryPath]],
  ['server-filesystem', [filesystemPath, folder]],
  ['server-sequential-thinking', [sequentialThinkingPath]],
];
for (const [name, args] of stdioServers) {
  test(`${name} over stdio: just what is true of it`, async () => {
    const { code, stdout } = await runCli(['test', '--json', '--', process.execPath, ...args]);
    expect(idsOf(stdout, 'fail')).toEqual(failsOverStdio);
    expect(idsOf(stdout, 'warn')).toEqual(warningsOverStdio);
    expect(idsOf(stdout, 'error')).toEqual([]);
    expect(code).toBe(1);
  });
}

test('server-everything over Streamable HTTP: it takes batches there, the empty one and at later revisions too', async () => {
  const server = await startEverythingHttp();
  try {
    const { code, stdout } = await runCli(['test', '--json', '--url', server.url]);
    expect(idsOf(stdout, 'fail')).toEqual(['rpc-batch-empty']);
    expect(idsOf(stdout, 'warn')).toEqual([
      'rpc-batch-rejected',
      'rpc-invalid-params',
      'rpc-invalid-request',
      'rpc-params-not-object',
    ]);
    expect(idsOf(stdout, 'error')).toEqual([]);
    expect(code).toBe(1);
  } finally {
    await server.stop();
  }
});

test('a URL where nobody listens: exit code 3 and what to do', async () => {
  const { code, stdout } = await runCli(['test', '--url', 'http://127.0.0.1:1/mcp']);
  expect(stdout).toContain('Nothing listens there: start the server, or correct host and port.');
  expect(code).toBe(3);
});

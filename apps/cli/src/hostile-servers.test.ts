import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostileKind, hostileKinds } from '@mcp-lab/fixtures/hostile/hostile-answers';
import { serveHostile } from '@mcp-lab/fixtures/hostile/serve-hostile';
import { afterAll, describe, expect, test } from 'vitest';

/*
 * Servers that try to exhaust or take over whoever tests them. A run of each ends by itself, with a finding, in bounded
 * memory, and its report is inert.
 */
const main = join(import.meta.dirname, 'main.ts');
const hostileMain = join(import.meta.dirname, '../../../fixtures/src/hostile/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tellPeak = "process.on('exit',()=>process.stderr.write('peak='+process.resourceUsage().maxRSS+'\\n'))";
const maxPeakKilobytes = 1_200_000;
const chosen = [
  'tools-list-answers',
  'tools-input-schema-valid',
  'tools-name-chars',
  'rpc-response-id-echo',
  'http-sse-response-arrives',
  'sec-input-validated',
  'qa-large-result',
];

interface Finished {
  code: number | null;
  stdout: string;
  peakKilobytes: number;
  html: string;
}

function runAgainst(target: readonly string[], name: string): Promise<Finished> {
  const page = join(folder, `${name}.html`);
  const options = ['--max-run', '30', '--timeout', '1', '--json', '--reporter', `html=${page}`];
  const only = chosen.flatMap((pattern) => ['--only', pattern]);
  const args = ['--import', `data:text/javascript,${encodeURIComponent(tellPeak)}`, main, 'test', ...options, ...only];
  const child = spawn(process.execPath, [...args, ...target], { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      chunks[stream] += text;
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const peakKilobytes = Number(/peak=(\d+)/.exec(chunks.stderr)?.[1]);
      resolve({ code, stdout: chunks.stdout, peakKilobytes, html: readFileSync(page, 'utf8') });
    });
  });
}

function expectSafe({ code, stdout, peakKilobytes, html }: Finished): void {
  const { results, summary } = JSON.parse(stdout) as { results: { verdict: string }[]; summary: { reason: string } };
  expect(results.filter(({ verdict }) => verdict === 'error')).toEqual([]);
  expect(
    results.some(({ verdict }) => verdict === 'fail' || verdict === 'warn'),
    summary.reason,
  ).toBe(true);
  expect(code).toBe(1);
  expect(peakKilobytes).toBeLessThan(maxPeakKilobytes);
  // Nothing of the peer's is markup, and nothing that turns text around or steers a terminal is left.
  expect(html).not.toContain('<script>document.title');
  expect(html).not.toContain('<img src=x');
  expect(html).not.toMatch(/[\u001b\u0007\u202a-\u202e\u2066-\u2069\u200b]/);
}

describe('over HTTP', () => {
  test.concurrent.each(hostileKinds)(
    '%s',
    async (kind) => {
      const server = await serveHostile(kind);
      try {
        expectSafe(await runAgainst(['--url', server.url], `http-${kind}`));
      } finally {
        await server.close();
      }
    },
    90_000,
  );
});

describe('over stdio', () => {
  const kinds: HostileKind[] = ['brackets', 'deep-json', 'endless-stream', 'redos', 'names'];
  test.concurrent.each(kinds)(
    '%s',
    async (kind) => expectSafe(await runAgainst(['--', process.execPath, hostileMain, kind], `stdio-${kind}`)),
    90_000,
  );
});

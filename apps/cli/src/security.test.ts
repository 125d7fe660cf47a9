import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { securityServerPath } from '@mcp-lab/fixtures';
import { afterAll, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-security-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);
mkdirSync(inFolder('notes'));
const approved = ['--', process.execPath, securityServerPath, 'stdio', inFolder('notes')];
const swapped = [...approved, '--defect', 'poisoned-description'];

function runCli(...args: string[]) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

test('what a server became behind the same names is found with a snapshot, and sent again with it', async () => {
  const snapshot = ['--snapshot', inFolder('approved.json')];
  const looked = await runCli('inspect', '--save-snapshot', inFolder('approved.json'), ...approved);
  expect(looked.code, looked.stderr).toBe(0);

  const suite = ['test', '--suite', 'security', '--only', 'security:rug-pull-snapshot', ...snapshot];
  const [same, found] = await Promise.all([
    runCli(...suite, ...approved),
    runCli(...suite, '--reporter', `json=${inFolder('run.json')}`, ...swapped),
  ]);
  expect([same.code, same.stdout], same.stderr).toEqual([0, expect.stringContaining('1 passed')]);
  expect(found.code, found.stderr).toBe(1);

  const replay = ['replay', inFolder('run.json'), '--send', '--json'];
  const [untold, again, mended] = await Promise.all([
    runCli(...replay),
    runCli(...replay, ...snapshot),
    runCli(...replay, ...snapshot, ...approved),
  ]);
  expect([untold.code, JSON.parse(untold.stdout)]).toMatchObject([4, [{ fate: 'NOT JUDGED' }]]);
  expect([again.code, JSON.parse(again.stdout)]).toMatchObject([1, [{ fate: 'FAILED', now: 'fail' }]]);
  expect([mended.code, JSON.parse(mended.stdout)]).toMatchObject([0, [{ fate: 'FIXED', now: 'pass' }]]);
}, 120_000);

test('a file that is no snapshot is refused before anything is sent', async () => {
  writeFileSync(inFolder('other.json'), '{}');
  const { code, stderr } = await runCli(
    'test',
    '--suite',
    'security',
    '--snapshot',
    inFolder('other.json'),
    ...approved,
  );
  expect([code, stderr]).toEqual([2, expect.stringContaining('is no snapshot')]);
}, 60_000);

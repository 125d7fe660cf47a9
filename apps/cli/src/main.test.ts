import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareServerPath } from '@mcp-lab/fixtures';
import { afterAll, describe, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

function runCli(args: string[], interruptAt?: RegExp): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const outcome: Outcome = { code: null, stdout: '', stderr: '' };
  let interrupted = false;
  child.stdout.on('data', (chunk: Buffer) => {
    outcome.stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    outcome.stderr += chunk.toString('utf8');
    if (interruptAt?.test(outcome.stderr) && !interrupted) {
      interrupted = true;
      child.kill('SIGINT');
    }
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...outcome, code })));
}

const sound = ['--', process.execPath, bareServerPath, 'stdio'];
const quick = ['--only', 'rpc-version-field', '--only', 'init-result-shape'];

describe('mcp-lab test', () => {
  test('a sound server: exit code 0 and a summary on standard output', async () => {
    const { code, stdout } = await runCli(['test', ...quick, ...sound]);
    expect(stdout).toContain('0 failed');
    expect(code).toBe(0);
  });

  test('a finding: exit code 1, and the finding says what was expected, the clause, the fix and the command', async () => {
    const { code, stdout } = await runCli(['test', ...quick, ...sound, '--defect', 'rpc-version-field']);
    expect(code).toBe(1);
    expect(stdout).toContain('fail rpc-version-field (MUST');
    expect(stdout).toMatch(/spec +https:\/\/modelcontextprotocol\.io\/specification\//);
    expect(stdout).toContain('mcp-lab test');
  });

  test('--fail-on never reports the same and exits 0', async () => {
    const { code, stdout } = await runCli([
      'test',
      '--fail-on',
      'never',
      ...quick,
      ...sound,
      '--defect',
      'rpc-version-field',
    ]);
    expect(stdout).toContain('fail rpc-version-field');
    expect(code).toBe(0);
  });

  test('--json: one document alone on standard output, the seed as given', async () => {
    const { code, stdout, stderr } = await runCli(['test', '--json', '--seed', '7', ...quick, ...sound]);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schemaVersion: 1, seed: 7, summary: { outcome: 'passed' } });
    expect(document.results.map((result: { checkId: string }) => result.checkId)).toContain('rpc-version-field');
    expect(stderr).not.toBe('');
    expect(code).toBe(0);
  });

  test('--reporter json=FILE writes the document beside the pretty report', async () => {
    const file = join(folder, 'run.json');
    const { stdout } = await runCli(['test', '--reporter', 'pretty', '--reporter', `json=${file}`, ...quick, ...sound]);
    expect(stdout).toContain('0 failed');
    expect(JSON.parse(readFileSync(file, 'utf8')).transcript.frames.length).toBeGreaterThan(0);
  });

  test('nobody listens at the URL: exit code 3 and a sentence that says what to do', async () => {
    const { code, stdout } = await runCli(['test', '--url', 'http://127.0.0.1:1/mcp']);
    expect(code).toBe(3);
    expect(stdout).toContain('Nothing listens there: start the server, or correct host and port.');
  });

  test('a command that does not exist: exit code 3, named', async () => {
    const { code, stdout } = await runCli(['test', '--', 'mcp-lab-no-such-command']);
    expect(code).toBe(3);
    expect(stdout).toContain('mcp-lab-no-such-command was not found');
  });

  test('Ctrl-C: exit code 130, with what was found so far', async () => {
    const { code, stdout } = await runCli(['test', ...sound], /checks to run/);
    expect(code).toBe(130);
    expect(stdout).toContain('Incomplete');
  });
});

describe('usage', () => {
  const cases: [title: string, args: string[], message: string][] = [
    ['no server', ['test'], 'Name a server'],
    ['both a URL and a command', ['test', '--url', 'http://127.0.0.1/mcp', '--', 'node'], 'either --url or a command'],
    ['a URL that is none', ['test', '--url', 'localhost:3000'], 'give an absolute address'],
    [
      'a malformed header',
      ['test', '--url', 'http://127.0.0.1/mcp', '--header', 'novalue'],
      "Write it as 'Name: value'.",
    ],
    ['an unknown revision', ['test', '--revision', '2020-01-01', '--', 'node'], 'Known revisions'],
    ['a seed that is none', ['test', '--seed', 'x', '--', 'node'], 'An integer from 0'],
    ['a reporter that is none', ['test', '--reporter', 'xml', '--', 'node'], 'Write one of pretty, github, json=FILE'],
    [
      'a file that cannot be written',
      ['test', '--reporter', `json=${folder}/no/such/folder.json`, ...quick, ...sound],
      'cannot be written',
    ],
    ['an unknown command', ['tset'], "unknown command 'tset'"],
  ];
  for (const [title, args, message] of cases) {
    test(`${title}: exit code 2 and what to write instead`, async () => {
      const { code, stderr } = await runCli(args);
      expect(stderr).toContain(message);
      expect(code).toBe(2);
    });
  }
});

describe('mcp-lab inspect', () => {
  test('tells eras, capabilities and the tools', async () => {
    const { code, stdout } = await runCli(['inspect', ...sound]);
    expect(stdout).toMatch(/modern +2026-07-28/);
    expect(stdout).toMatch(/legacy +2025-11-25, 2025-06-18, 2025-03-26, 2024-11-05/);
    expect(stdout).toContain('echo');
    expect(code).toBe(0);
  });

  test('--json gives the profile and the surface', async () => {
    const { stdout } = await runCli(['inspect', '--json', ...sound]);
    const inspection = JSON.parse(stdout);
    expect(inspection.profile.modern).toEqual(['2026-07-28']);
    expect(inspection.surface.tools.length).toBeGreaterThan(0);
    expect(inspection.cost.estimatedTokens).toBeGreaterThan(0);
  });

  test('nobody listens: exit code 3', async () => {
    const { code, stdout } = await runCli(['inspect', '--url', 'http://127.0.0.1:1/mcp']);
    expect(code).toBe(3);
    expect(stdout).toContain('Nothing listens there');
  });
});

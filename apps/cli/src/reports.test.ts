import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareServerPath } from '@mcp-lab/fixtures';
import { processTarget } from '@mcp-lab/fixtures/process/process-target';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

function runCli(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // biome-ignore lint/style/noProcessEnv: a test hands its own on
    env: { ...process.env, GITHUB_ACTIONS: '', ...env },
  });
  const outcome: Outcome = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    outcome.stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    outcome.stderr += chunk.toString('utf8');
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...outcome, code })));
}

const sound = ['--', process.execPath, bareServerPath, 'stdio'];
const broken = [...sound, '--defect', 'rpc-version-field'];
const quick = ['--only', 'rpc-version-field', '--only', 'rpc-error-shape', '--revision', '2026-07-28'];

let brokenRun: Outcome;
let soundRun: Outcome;
beforeAll(async () => {
  const files = ['json', 'junit', 'sarif', 'html', 'md', 'csv'].map(
    (name) => `--reporter=${name}=${inFolder(`broken.${name}`)}`,
  );
  brokenRun = await runCli(['test', '--seed', '7', ...quick, ...files, '--reporter', 'github', ...broken]);
  soundRun = await runCli(['test', '--seed', '7', ...quick, '--reporter', `json=${inFolder('sound.json')}`, ...sound]);
}, 60_000);

describe('reporters', () => {
  test('each writes its file, and the one for GitHub to standard output', () => {
    expect(brokenRun.code).toBe(1);
    const beginnings: [string, string][] = [
      ['json', '{'],
      ['junit', '<?xml'],
      ['sarif', '{'],
      ['html', '<!doctype html>'],
      ['md', '# MCP report'],
      ['csv', 'group,area,check'],
    ];
    for (const [name, beginning] of beginnings) {
      expect(readFileSync(inFolder(`broken.${name}`), 'utf8').slice(0, beginning.length)).toBe(beginning);
    }
    expect(brokenRun.stdout).toMatch(/^::error title=rpc-version-field /);
    expect(brokenRun.stdout).not.toContain('not applicable');
    expect(soundRun.code).toBe(0);
  });

  test('in a workflow the text for people cannot give commands, whatever the server is called', async () => {
    const { command, args } = processTarget('hostile-text');
    const only = ['--only', 'rpc-version-field', '--revision', '2025-11-25'];
    const { stdout } = await runCli(['test', ...only, '--', command, ...args], { GITHUB_ACTIONS: 'true' });
    const lines = stdout.trimEnd().split('\n');
    const token = /^::stop-commands::(mcp-lab-\d+)$/.exec(lines[0] ?? '')?.[1];
    expect(token).toBeDefined();
    expect(lines.at(-1)).toBe(`::${token}::`);
    expect(stdout).toContain('fail rpc-version-field');
    expect(stdout).not.toContain('\u001b[31mred');
  });
});

describe('baselines', () => {
  const file = inFolder('baseline.yaml');

  test('what was written is accepted: exit code 0, and said', async () => {
    const written = await runCli(['test', ...quick, '--write-baseline', file, ...broken]);
    expect(written.code).toBe(0);
    const { code, stdout } = await runCli(['test', ...quick, '--baseline', file, ...broken]);
    expect(stdout).toContain('1 findings accepted');
    expect(stdout).not.toContain('fail rpc-version-field');
    expect(code).toBe(0);
  });

  test('an entry that no longer occurs is a finding', async () => {
    const { code, stdout } = await runCli(['test', ...quick, '--baseline', file, ...sound]);
    expect(stdout).toContain('stale rpc-version-field');
    expect(code).toBe(1);
  });

  test('an entry whose check was not run is none', async () => {
    const other = ['--only', 'rpc-error-shape', '--revision', '2026-07-28'];
    const { code, stdout } = await runCli(['test', ...other, '--baseline', file, ...broken]);
    expect(stdout).toContain('not judged in this run rpc-version-field');
    expect(code).toBe(0);
  });

  test('a run that could not be made writes none', async () => {
    const never = inFolder('never.json');
    const { code, stderr } = await runCli(['test', '--write-baseline', never, '--url', 'http://127.0.0.1:1/mcp']);
    expect(stderr).toContain('was not written: the run is unreachable');
    expect(existsSync(never)).toBe(false);
    expect(code).toBe(3);
  });

  test('a file that is none: exit code 2, with the place', async () => {
    writeFileSync(inFolder('bad.json'), '{"accept":[{"check":"a"}]}');
    const { code, stderr } = await runCli(['test', ...quick, '--baseline', inFolder('bad.json'), ...sound]);
    expect(stderr).toContain('accept.0.reason');
    expect(code).toBe(2);
  });
});

describe('mcp-lab diff', () => {
  test('a regression: exit code 1; the way back: fixed, exit code 0', async () => {
    const worse = await runCli(['diff', inFolder('sound.json'), inFolder('broken.json')]);
    expect(worse.stdout).toContain('rpc-version-field (2026-07-28)  pass -> fail');
    expect(worse.code).toBe(1);
    const better = await runCli(['diff', '--json', inFolder('broken.json'), inFolder('sound.json')]);
    expect(JSON.parse(better.stdout).fixed).toMatchObject([
      { checkId: 'rpc-version-field', head: { verdict: 'pass' } },
    ]);
    expect(better.code).toBe(0);
  });

  test('a file that is no run: exit code 2', async () => {
    const { code, stderr } = await runCli(['diff', inFolder('broken.sarif'), inFolder('sound.json')]);
    expect(stderr).toContain('it does not say its kind');
    expect(code).toBe(2);
  });
});

describe('mcp-lab replay', () => {
  test('--judge: the same rules say the same; an altered transcript is judged by what it holds', async () => {
    const same = await runCli(['replay', inFolder('broken.json'), '--judge']);
    expect(same.stdout).toMatch(/verdicts judged again by [\d.]+, 0 changed; 1 findings still there/);
    expect(same.code).toBe(1);
    const document = JSON.parse(readFileSync(inFolder('broken.json'), 'utf8'));
    for (const frame of document.transcript.frames)
      frame.text = frame.text.replace('"jsonrpc":"2.1"', '"jsonrpc":"2.0"');
    writeFileSync(inFolder('mended.json'), JSON.stringify(document));
    const mended = await runCli(['replay', inFolder('mended.json'), '--judge']);
    expect(mended.stdout).toContain('fixed: rpc-version-field (2026-07-28)  fail -> pass');
  });

  test('--send: FAILED against the stored server, FIXED against a mended one', async () => {
    const again = await runCli(['replay', inFolder('broken.json'), '--send']);
    expect(again.stdout).toContain('FAILED rpc-version-field (2026-07-28)  fail -> fail');
    expect(again.code).toBe(1);
    const mended = await runCli(['replay', inFolder('broken.json'), '--send', ...sound]);
    expect(mended.stdout).toContain('FIXED rpc-version-field (2026-07-28)  fail -> pass');
    expect(mended.stdout).toContain('1 fixed, 0 failed, 0 not judged');
    expect(mended.code).toBe(0);
  });

  test('--send: a server that does not speak the revision is not judged, which is not fixed', async () => {
    const { code, stdout } = await runCli(['replay', inFolder('broken.json'), '--send', ...sound, '--eras', 'legacy']);
    expect(stdout).toContain('NOT JUDGED rpc-version-field');
    expect(code).toBe(4);
  });

  test('--send: a secret that is not stored is asked for, by name', async () => {
    const document = JSON.parse(readFileSync(inFolder('broken.json'), 'utf8'));
    const target = { ...document.target, env: { ...document.target.env, MCP_LAB_TEST_TOKEN: '$MCP_LAB_TEST_TOKEN' } };
    writeFileSync(inFolder('secret.json'), JSON.stringify({ ...document, target }));
    const missing = await runCli(['replay', inFolder('secret.json'), '--send']);
    expect(missing.stderr).toContain('--env MCP_LAB_TEST_TOKEN=');
    expect(missing.code).toBe(2);
    const given = await runCli(['replay', inFolder('secret.json'), '--send', '--env', 'MCP_LAB_TEST_TOKEN=x']);
    expect(given.code).toBe(1);
  });

  test('neither or both: exit code 2', async () => {
    for (const options of [[], ['--judge', '--send']]) {
      const { code, stderr } = await runCli(['replay', inFolder('broken.json'), ...options]);
      expect(stderr).toContain('Give either --judge or --send.');
      expect(code).toBe(2);
    }
  });
});

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadReport, loadProfileSchema } from '@mcp-lab/contracts';
import { loadServerPath } from '@mcp-lab/fixtures';
import { afterAll, expect, test } from 'vitest';
import { buildProfile } from './bench/build-profile.ts';
import type { LoadOptions } from './bench/load-options.ts';

/** Several processes each, on machines with two cores. */
const patienceMs = 90_000;
const bin = join(import.meta.dirname, '..', 'bin', 'mcp-lab.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const server = (...words: string[]) => ['--', process.execPath, loadServerPath, 'stdio', ...words];

function runCli(args: string[], whileRunning?: (kill: (signal: NodeJS.Signals) => void, text: string) => void) {
  const child = spawn(process.execPath, [bin, 'bench', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // biome-ignore lint/style/noProcessEnv: a test hands its own on
    env: { ...process.env, GITHUB_ACTIONS: '' },
  });
  const outcome = { code: null as number | null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    outcome.stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    outcome.stderr += chunk.toString('utf8');
    whileRunning?.((signal) => child.kill(signal), outcome.stderr);
  });
  return new Promise<typeof outcome>((resolve) => child.once('close', (code) => resolve({ ...outcome, code })));
}

test(
  'a suite file chooses the revision; checks it cannot choose, since a load has none',
  async () => {
    const file = join(folder, 'choosing.yaml');
    const told = "revisions: ['2025-03-26']\nload: { executor: { type: shared-iterations, vus: 1, iterations: 5 } }\n";
    writeFileSync(file, told);
    for (const option of ['--profile', '--suite-file']) {
      const run = await runCli([option, file, '--json', ...server('sound')]);
      expect(run.code, run.stderr).toBe(0);
      const { results, load }: { results: { revision: string }[]; load: LoadReport } = JSON.parse(run.stdout);
      expect([...new Set(results.map(({ revision }) => revision))]).toEqual(['2025-03-26']);
      expect(load.total.calls).toBe(5);
    }
    writeFileSync(file, `${told}only: ['tools-*']\n`);
    for (const option of ['--profile', '--suite-file']) {
      const { code, stderr } = await runCli([option, file, ...server('sound')]);
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining(`${file}: only: chooses checks, and a load has none.`),
      ]);
    }
  },
  patienceMs,
);

test(
  'a crossed threshold is exit code 99; every report shows the load',
  async () => {
    const file = (name: string) => join(folder, `run.${name}`);
    const reporters = ['json', 'junit', 'html', 'md', 'sarif', 'csv'].map((name) => `--reporter=${name}=${file(name)}`);
    const load = [
      '--iterations',
      '60',
      '--vus',
      '2',
      '--sessions',
      '1',
      '--tool',
      'echo',
      '--args',
      '{"text":"<u>$n</u>"}',
      '--tool',
      'store',
    ];
    const thresholds = ['--threshold', 'failed: rate<0.01', '--threshold', 'latency{echo}: p(95)<60000'];
    const { code, stdout } = await runCli([
      ...load,
      ...thresholds,
      ...reporters,
      '--reporter=pretty',
      '--seed=5',
      ...server('fails', '3'),
    ]);
    expect(code).toBe(99);
    expect(stdout).toContain('✗ failed: rate<0.01');
    expect(stdout).toMatch(/total +60 /);
    expect(stdout).toContain('tool_error');
    const read = (name: string) => readFileSync(file(name), 'utf8');
    const run = JSON.parse(read('json'));
    expect(run).toMatchObject({ kind: 'load', seed: 5, load: { total: { calls: 60, outcomes: { tool_error: 20 } } } });
    const again: string = run.results[0].repro.cli;
    expect(again).toContain("mcp-lab bench --profile '{");
    expect(read('html')).toContain('<h2>Load figures');
    expect(read('html')).not.toContain('<u>');
    expect(read('md')).toContain('| echo |');
    expect(read('junit')).toContain('load:threshold:failed:rate&lt;0.01');
    expect(read('csv')).toContain('load:threshold:failed:rate<0.01');
  },
  patienceMs,
);

test(
  'a suite file tells server and load; the run may be ended from the keyboard',
  async () => {
    const suite = {
      target: { command: process.execPath, args: [loadServerPath, 'stdio', 'sound'] },
      load: { mix: [{ tool: 'echo' }], executor: { type: 'constant-vus', vus: 2, seconds: 300 } },
    };
    const file = join(folder, 'suite.json');
    writeFileSync(file, JSON.stringify(suite));
    let isStopped = false;
    const { code, stdout } = await runCli(['--profile', file, '--json'], (kill, text) => {
      if (isStopped || !text.includes('under way')) return;
      isStopped = true;
      kill('SIGINT');
    });
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { cancelled: true }, load: { total: { name: 'total' } } });
  },
  patienceMs,
);

test(
  'what is wrong on the command line is said before anything is started; a server that is not there is exit code 3',
  async () => {
    const [bad, gone] = await Promise.all([
      runCli(['--threshold', 'latency: p(95)<', ...server('sound')]),
      runCli(['--duration', '1s', '--', process.execPath, join(folder, 'none.js')]),
    ]);
    expect([bad.code, gone.code]).toEqual([2, 3]);
    expect(bad.stderr).toContain('"p(95)<", column 7: expected a number');
  },
  patienceMs,
);

const none: LoadOptions = {
  stage: [],
  findKnee: false,
  objective: [],
  tool: [],
  args: [],
  threshold: [],
  abortOnFail: false,
  soak: false,
};
const executorOf = (options: Partial<LoadOptions>) => buildProfile({ ...none, ...options }, [], {}).profile.executor;

test('each executor has its flags', () => {
  const stage = [{ seconds: 3, target: 50 }];
  expect(executorOf({})).toEqual({ type: 'constant-vus', vus: 1, seconds: 10 });
  expect(executorOf({ vus: 5, duration: 3 })).toEqual({ type: 'constant-vus', vus: 5, seconds: 3 });
  expect(executorOf({ vus: 5, stage })).toEqual({ type: 'ramping-vus', startVus: 5, stages: stage });
  expect(executorOf({ iterations: 9 })).toMatchObject({ type: 'shared-iterations', vus: 1, iterations: 9 });
  expect(executorOf({ vus: 2, iterationsPerVu: 9 })).toMatchObject({ type: 'per-vu-iterations', vus: 2 });
  expect(executorOf({ rate: 7, maxVus: 3 })).toMatchObject({ type: 'constant-arrival-rate', rate: 7, maxVus: 3 });
  expect(executorOf({ rate: 7, stage })).toMatchObject({ type: 'ramping-arrival-rate', startRate: 7, stages: stage });
  expect(executorOf({ findKnee: true, rate: 7, step: 2 })).toMatchObject({
    type: 'find-knee',
    startRate: 7,
    stepSeconds: 2,
  });
  expect(executorOf({ soak: true, hours: 2 })).toEqual({ type: 'constant-vus', vus: 1, seconds: 7_200 });
});

test('flags that say two different things are refused', () => {
  expect(() => executorOf({ rate: 5, vus: 3 })).toThrow('--max-vus');
  expect(() => executorOf({ findKnee: true, iterations: 3 })).toThrow('--find-knee and --iterations');
  expect(() => executorOf({ hours: 2 })).toThrow('--soak');
});

test('a profile in the command itself is the same as in a file, and flags change it', () => {
  const profile = { mix: [{ method: 'ping' }], warmUpSeconds: 2, sessions: 4 };
  const given = buildProfile({ ...none, profile: JSON.stringify(profile), sessions: 2 }, [], {}).profile;
  expect(given).toEqual(loadProfileSchema.parse({ ...profile, sessions: 2 }));
  const mix = buildProfile(none, ['bench', '--tool', 'a', '--args={"x":1}', '--tool=b', '--', '--tool', 'c'], {})
    .profile.mix;
  expect(mix).toMatchObject([
    { tool: 'a', arguments: { x: 1 } },
    { tool: 'b', arguments: {} },
  ]);
});

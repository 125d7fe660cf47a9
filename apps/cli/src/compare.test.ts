import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchmarkComparisonSchema } from '@mcp-lab/contracts';
import { type SampleRun, sampleReport } from '@mcp-lab/engine/benchmark/sample-report';
import { loadServerPath } from '@mcp-lab/fixtures';
import { Command } from 'commander';
import picocolors from 'picocolors';
import { afterAll, expect, test } from 'vitest';
import { addCompareCommand } from './commands/compare.ts';
import { type OtherOptions, otherTarget } from './compare/other-target.ts';
import type { TargetOptions } from './target-options.ts';
import type { Terminal } from './terminal/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as the entry file enters it, with a terminal that keeps what it is told. */
async function compare(...args: string[]) {
  const said = { out: '', err: '', code: -1 };
  const style = picocolors.createColors(false);
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    interactive: false,
    columns: 80,
    outColumns: undefined,
    outStyle: style,
    errStyle: style,
  };
  const program = new Command()
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) });
  addCompareCommand(program, {
    terminal,
    environment: {},
    version: 'test',
    argv: args,
    signal: new AbortController().signal,
    randomSeed: () => 1,
    exit: (code) => {
      said.code = code;
    },
  });
  await program.parseAsync(['compare', ...args], { from: 'user' });
  return said;
}

const emptyRun = {
  results: [],
  notRun: [],
  connections: [],
  summary: {},
  profile: {},
  target: {},
  tool: {},
  transcript: {},
};

/** Run files as bench writes them, of which only the load is looked at. */
function store(name: string, p50s: readonly number[], run: SampleRun = {}): string[] {
  return p50s.map((p50, index) => {
    const file = join(folder, `${name}-${index}.json`);
    writeFileSync(
      file,
      JSON.stringify({ schemaVersion: 1, kind: 'load', ...emptyRun, load: sampleReport({ p50, ...run }) }),
    );
    return file;
  });
}

const steady = [10, 10.1, 9.9, 10.05, 9.95, 10.02, 9.98, 10.08];
const base = store('base', steady);

test('stored runs that are slower: worse, with shift, interval and exit code 1', async () => {
  const head = store(
    'slow',
    steady.map((p50) => p50 * 1.2),
  );
  const { out, code } = await compare('--base', ...base, '--head', ...head);
  expect(code).toBe(1);
  expect(out).toMatch(/latency p95 +20\.0 ms +24\.0 ms +\+20\.0 % +\+1\d\.\d % … \+2\d\.\d % +<0\.001 +worse/);
  expect(out).toMatch(/failed calls .* same/);
  const wide = await compare('--margin', '50', '--base', ...base, '--head', ...head);
  expect(wide.code).toBe(0);
});

test('stored runs of one thing are the same; as JSON it is the contract alone', async () => {
  const head = store('same', steady.toReversed());
  const { out, code } = await compare('--json', '--seed', '7', '--base', ...base, '--head', ...head);
  expect(code).toBe(0);
  expect(benchmarkComparisonSchema.parse(JSON.parse(out))).toMatchObject({
    method: 'histories',
    seed: 7,
    verdict: 'same',
  });
});

test('where nothing may be judged it ends with 4 and says why', async () => {
  const other = store('other', steady, { profileHash: 'b'.repeat(64) });
  const refused = await compare('--base', ...base, '--head', ...other);
  expect([refused.code, refused.out]).toEqual([4, expect.stringContaining('different load profiles')]);
  const few = await compare('--base', ...base.slice(0, 3), '--head', ...base.slice(3, 6));
  expect([few.code, few.out]).toEqual([4, expect.stringContaining('~ latency p95: ')]);
});

test('what makes no sense is refused before anything is measured', async () => {
  const noLoad = join(folder, 'no-load.json');
  writeFileSync(noLoad, JSON.stringify({ schemaVersion: 1, kind: 'conformance', ...emptyRun }));
  const choosing = join(folder, 'choosing.yaml');
  writeFileSync(choosing, "only: ['tools-*']\n");
  const cases: [string[], string][] = [
    [['--suite-file', choosing, '--and-env', 'A=b', '--', 'node'], 'only: chooses checks'],
    [['--base', noLoad, '--head', ...base], 'holds no load'],
    [['--base', ...base], 'both sides'],
    [['--base', base[0] ?? '', '--head', base[0] ?? '', '--url', 'http://127.0.0.1:1/'], 'leave the servers out'],
    [['--', 'node', 'server.js'], '--and-url'],
    [['--and-command', 'node server.js', '--', 'node', 'server.js'], 'JSON array'],
    [['--and-command', '["node"]', '--and-url', 'http://127.0.0.1:1/', '--', 'node'], 'not both'],
    [['--and-env', 'A=b', '--url', 'http://127.0.0.1:1/'], 'goes with a command'],
    [['--soak', '--and-env', 'A=b', '--', 'node'], 'not measured in pairs'],
    [['--pairs', '201', '--and-env', 'A=b', '--', 'node'], 'from 1 to 200'],
  ];
  for (const [args, said] of cases) await expect(compare(...args)).rejects.toThrow(said);
});

test('measured in turn: one pair proves nothing, the warm-up is not counted, runs are stored', {
  timeout: 60_000,
}, async () => {
  const runs = join(folder, 'runs');
  const server = spawn(process.execPath, [loadServerPath, 'http', 'sound'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(server.stdout, 'data');
  const url = String(line).trim();
  const options = ['--pairs', '1', '--iterations', '20', '--allow-any-tool', '--timeout', '30', '--save-runs', runs];
  const { out, err, code } = await compare(...options, '--url', url, '--and-url', url, '--json');
  server.kill('SIGKILL');
  const comparison = benchmarkComparisonSchema.parse(JSON.parse(out));
  expect([code, err]).toEqual([4, expect.stringMatching(/warm-up {2}base .*\npair 1 {2}base /)]);
  // On a busy machine the generator may find itself late: then the pair is left out, and nothing is judged either.
  expect(comparison).toMatchObject({
    method: 'interleaved',
    base: { runs: 1 },
    head: { runs: 1 },
    verdict: 'unproved',
  });
  expect([...comparison.refusals, ...comparison.cautions].join()).toMatch(/With fewer than 8 pairs|bottleneck/);
  expect(readdirSync(runs).toSorted()).toEqual(['base-001.json', 'head-001.json']);
  const again = await compare('--base', join(runs, 'base-001.json'), '--head', join(runs, 'head-001.json'));
  expect([again.code, again.out]).toEqual([4, expect.stringMatching(/latency p50|bottleneck/)]);
});

test('head is told by how it differs from base', () => {
  const told = {
    header: [['X-Key', 'k']],
    env: [['A', '1']],
    timeout: 5,
    andEnv: [['B', '2']],
  } satisfies TargetOptions & OtherOptions;
  expect(otherTarget(['node', 'old.js'], told, {})).toMatchObject({
    command: 'node',
    args: ['old.js'],
    env: { A: '1', B: '2' },
  });
  const other = { ...told, andCommand: ['node', 'new.js', '$(x) y'] };
  expect(otherTarget(['node', 'old.js'], other, {})).toMatchObject({ command: 'node', args: ['new.js', '$(x) y'] });
  const byUrl = { ...told, env: [], andEnv: [], andUrl: 'http://127.0.0.1:1/mcp' };
  expect(otherTarget([], byUrl, {})).toEqual({
    kind: 'http',
    url: 'http://127.0.0.1:1/mcp',
    headers: { 'X-Key': 'k' },
  });
});

test('a server that does not answer ends it with 3', { timeout: 90_000 }, async () => {
  const broken = JSON.stringify([process.execPath, '-e', 'process.exit(1)']);
  const server = ['--', process.execPath, loadServerPath, 'stdio', 'sound'];
  const { out, code } = await compare(
    '--pairs',
    '2',
    '--iterations',
    '5',
    '--allow-any-tool',
    '--and-command',
    broken,
    ...server,
  );
  expect([code, out]).toEqual([3, expect.stringContaining('Ended before its time, in pair 0 at head')]);
});

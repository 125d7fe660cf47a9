import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limitParallel } from '@mcp-lab/engine/check/limit-parallel';
import { compileCache } from '@mcp-lab/engine/checks/gate/compile-cache';
import { chaosTarget } from '@mcp-lab/fixtures/chaos/chaos-target';
import type { StdioFlawName } from '@mcp-lab/fixtures/chaos/stdio-flaws';
import { cookieVariable, findProcesses } from '@mcp-lab/wire';
import { afterAll, describe, expect, test } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-chaos-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(flaw: StdioFlawName, ...options: string[]) {
  const { command, args } = chaosTarget(flaw, join(folder, 'file'));
  return startWith([...options, '--', command, ...args]);
}

function startWith(args: string[]) {
  const child = spawn(process.execPath, [main, 'chaos', ...args], {
    env: compileCache,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  return { child, said, ended: once(child, 'close').then(([code]) => code) };
}

const quick = ['--experiment', '{ steadySeconds: 0.5 }'];

describe('mcp-lab chaos', () => {
  test('shows the blast radius, what each fault did, and whose failures they were', async () => {
    const experiment = join(folder, 'experiment.yaml');
    const text =
      "mix: [{ tool: echo, arguments: { text: $n } }]\nsteadySeconds: 1\nfaults: ['malformed,every=5', 'wrong-id,every=3']\n";
    writeFileSync(experiment, text);
    const report = join(folder, 'run.json');
    const options = [
      '--experiment',
      experiment,
      '--seconds',
      '1.5',
      '--seed',
      '1',
      '--reporter',
      'pretty',
      '--reporter',
      `json=${report}`,
    ];
    const { said, ended } = start('dies-on-malformed', ...options);
    expect(await ended, said.err).toBe(1);
    expect(said.err).toContain(
      'malformed      a message is no JSON, on the way to the server, every 5. message, for 1.5 s',
    );
    expect(said.err).toContain('fail chaos:malformed:survives');
    expect(said.out).toMatch(/^ {2}fault +before +during +after +recovered +injected +failed by it +own errors$/m);
    expect(said.out).toContain('malformed: the process ended, code 1: no JSON');
    expect(said.out).toMatch(/mcp-lab chaos --fault 'malformed,every=5|mcp-lab chaos --fault malformed,every=5/);
    const { kind, chaos } = JSON.parse(readFileSync(report, 'utf8'));
    expect([kind, chaos.trials.length]).toEqual(['chaos', 2]);
    expect(chaos.trials[1]).toMatchObject({ name: 'wrong-id', recoveryMs: 0, ownErrors: [] });
  }, 90_000);

  test('takes only the faults that a suite file chooses', async () => {
    const suite = join(folder, 'choosing.yaml');
    writeFileSync(suite, "only: ['chaos:wrong-id:*']\n");
    const report = join(folder, 'chosen.json');
    const faults = ['--fault', 'malformed,every=5', '--fault', 'wrong-id,every=3', '--seconds', '0.5'];
    const reporter = ['--reporter', `json=${report}`];
    const { said, ended } = start('dies-on-malformed', '--suite-file', suite, ...quick, ...faults, ...reporter);
    expect(await ended, said.err).toBe(0);
    const { chaos } = JSON.parse(readFileSync(report, 'utf8'));
    expect(chaos.trials.map(({ name }: { name: string }) => name)).toEqual(['wrong-id']);
  }, 90_000);

  test('breaks nothing that is not marked as one’s own: exit code 2', async () => {
    const { said, ended } = startWith(['--url', 'http://127.0.0.1:9/mcp']);
    expect(await ended).toBe(2);
    expect(said.err).toContain('mark as yours: --mine');
  }, 60_000);
});

/** Each is a command, a guardian, a proxy and a server that all start: more at once only make each other late. */
const limited = limitParallel(3);
const faults = ['kill,signal=SIGTERM', 'pause', 'cpu', 'memory', 'open-files', 'disk-full', 'blackhole'];

describe.skipIf(process.platform !== 'linux')('kill -9 in the middle of a fault leaves nothing', () => {
  test.concurrent.for(faults)('%s', { timeout: 600_000 }, (fault, { expect }) =>
    limited(async () => {
      const options = ['--fault', `${fault},seconds=300`, '--seconds', '300', ...quick];
      const { child, said, ended } = start('stays-after-reset', ...options);
      await expect.poll(() => said.err, { timeout: 120_000, interval: 100 }).toContain(': during');
      const before = descendantsOf(child.pid ?? 0);
      const [cookie] = before.flatMap(cookieOf);
      // The guardian, the proxy, and the server behind it, which after a SIGTERM that it ignores is still there.
      expect(before.length).toBeGreaterThanOrEqual(3);
      expect(cookie).toMatch(/^lab:chaos-/);
      child.kill('SIGKILL');
      await ended;
      await expect.poll(() => before.filter(isAlive), { timeout: 120_000, interval: 100 }).toEqual([]);
      const run = cookie?.split(':').slice(0, 2).join(':');
      expect(findProcesses({ cookiePrefix: run })).toEqual([]);
    }),
  );
});

function descendantsOf(ancestor: number): number[] {
  const parents = new Map(pids().map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && parent > 1 && (parent === ancestor || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

function pids(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid));
}

function parentOf(pid: number): number | undefined {
  const fields = statOf(pid);
  return fields === undefined ? undefined : Number(fields[1]);
}

function isAlive(pid: number): boolean {
  const state = statOf(pid)?.[0];
  return state !== undefined && state !== 'Z';
}

function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function cookieOf(pid: number): string[] {
  const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return variables.flatMap((variable) =>
    variable.startsWith(`${cookieVariable}=`) ? [variable.slice(cookieVariable.length + 1)] : [],
  );
}

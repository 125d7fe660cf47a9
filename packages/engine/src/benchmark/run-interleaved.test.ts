import { spawn } from 'node:child_process';
import { type LoadProfile, type LoadReport, loadProfileSchema, noInputs } from '@mcp-lab/contracts';
import { loadServerPath } from '@mcp-lab/fixtures';
import { processTarget } from '@mcp-lab/fixtures/process/process-target';
import { findProcesses, type Target } from '@mcp-lab/wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoadSettings } from '../load/run-load.ts';
import { compareReports } from './compare-reports.ts';
import { planOrder } from './plan-order.ts';
import { type InterleavedRun, type InterleavedRuns, runInterleaved } from './run-interleaved.ts';

const load: LoadProfile = loadProfileSchema.parse({ executor: { type: 'shared-iterations', vus: 2, iterations: 6 } });

const settingsFor = (target: Target): LoadSettings => ({
  target,
  load,
  inputs: { ...noInputs, allow: { ...noInputs.allow, anyTool: true } },
  seed: 1,
  toolVersion: 'test',
  requestTimeoutMs: 20_000,
});

const stdio = (...behaviour: string[]): Target => ({
  kind: 'stdio',
  command: process.execPath,
  args: [loadServerPath, 'stdio', ...behaviour],
  env: {},
});

/** Servers of the load fixture over HTTP, for as long as `use` takes. */
async function withServers<T>(behaviours: string[][], use: (...targets: Target[]) => Promise<T>): Promise<T> {
  const children = behaviours.map((behaviour) =>
    spawn(process.execPath, [loadServerPath, 'http', ...behaviour], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  try {
    const targets = children.map(
      (child) =>
        new Promise<Target>((resolve, reject) => {
          child.stdout.once('data', (line: Buffer) => {
            resolve({ kind: 'http', url: line.toString('utf8').trim(), headers: {} });
          });
          child.once('exit', (code) => reject(new Error(`the fixture ended with ${code}`)));
        }),
    );
    return await use(...(await Promise.all(targets)));
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

test('each side goes first equally often, in an order of the seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (half, seed) => {
      const order = planOrder(2 * half, seed);
      expect(order.filter(([first]) => first === 'base')).toHaveLength(half);
      expect(order).toEqual(planOrder(2 * half, seed));
      expect(planOrder(2 * half - 1, seed)).toEqual(order.slice(0, -1));
    }),
  );
  expect(new Set(Array.from({ length: 20 }, (_, seed) => planOrder(6, seed).join(';'))).size).toBeGreaterThan(3);
});

/** A busy machine makes the generator late, which is true and not what is asked here: whether the shift is found. */
const takenAsValid = (reports: readonly LoadReport[]): LoadReport[] =>
  reports.map((report) => ({ ...report, generator: { ...report.generator, valid: true } }));

test('ten times as slow is found as worse, and a server is not worse than itself', { timeout: 120_000 }, async () => {
  await withServers(
    [
      ['slow', '20'],
      ['slow', '200'],
    ],
    async (quick, slow) => {
      if (quick === undefined || slow === undefined) throw new Error('a fixture is missing');
      const [base, head] = [settingsFor(quick), settingsFor(slow)];
      const runs: InterleavedRun[] = [];
      const measured = await runInterleaved({ base, head, pairs: 9, seed: 3, onRun: (run) => void runs.push(run) });
      expect(measured.endedEarly).toBeNull();
      expect([measured.base.length, measured.head.length, runs.length]).toEqual([9, 9, 20]);
      expect(runs.slice(0, 2).map(({ pair }) => pair)).toEqual([0, 0]);
      expect(verdictsOf(measured)).toMatchObject({ rate: 'worse', latency_p50: 'worse', failed_ratio: 'same' });
      const itself = await runInterleaved({ base, head: base, pairs: 9, seed: 4 });
      expect(['same', 'unproved']).toContain(verdictsOf(itself).latency_p50);
    },
  );
});

function verdictsOf({ base, head }: InterleavedRuns) {
  const found = compareReports(takenAsValid(base), takenAsValid(head), { method: 'interleaved' });
  expect(found.refusals).toEqual([]);
  return Object.fromEntries(found.metrics.map(({ metric, verdict }) => [metric, verdict]));
}

test('over stdio each run has its own processes, and none is left', { timeout: 60_000 }, async () => {
  const owner = 'interleaved-test';
  const sound = { ...settingsFor(stdio('sound')), owner };
  const measured = await runInterleaved({ base: sound, head: sound, pairs: 1, seed: 1 });
  expect([measured.base.length, measured.head.length]).toEqual([1, 1]);
  expect(findProcesses({ cookiePrefix: owner })).toEqual([]);
});

test('a server that cannot be reached ends it and says which', { timeout: 60_000 }, async () => {
  const [base, head] = [settingsFor(stdio('sound')), settingsFor(processTarget('exits-at-once'))];
  const measured = await runInterleaved({ base, head, pairs: 3, seed: 1 });
  expect(measured).toMatchObject({ base: [], head: [], endedEarly: { side: 'head', pair: 0, unreachable: true } });
});

test('aborted after a whole pair, that pair stands', { timeout: 60_000 }, async () => {
  await withServers([['sound']], async (target) => {
    if (target === undefined) throw new Error('the fixture is missing');
    const controller = new AbortController();
    const sound = settingsFor(target);
    const measured = await runInterleaved({
      base: sound,
      head: sound,
      pairs: 5,
      seed: 1,
      signal: controller.signal,
      onRun: ({ pair }) => (pair === 2 ? controller.abort() : undefined),
    });
    expect(measured.base).toHaveLength(1);
    expect(measured.endedEarly).toMatchObject({ pair: 2, cancelled: true });
  });
});

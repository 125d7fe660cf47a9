import { randomUUID } from 'node:crypto';
import { functionalCasesSchema, runOptionsSchema } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import { processTarget } from '@mcp-lab/fixtures/process/process-target';
import { findProcesses, type StdioTarget } from '@mcp-lab/wire';
import { afterEach, expect, test } from 'vitest';
import type { Report } from '../runner/protocol.ts';
import { RunnerProcess } from './runner-process.ts';

const runners: RunnerProcess[] = [];
afterEach(() => {
  for (const runner of runners.splice(0)) runner.kill();
});

function start() {
  const reports: Report[] = [];
  const waiting: { type: string; resolve(report: Report): void }[] = [];
  const owner = `mcp-lab-test/${randomUUID()}`;
  const runner = new RunnerProcess({
    owner,
    environment: { PATH: '/usr/bin:/bin' },
    onReport(report) {
      reports.push(report);
      for (const one of waiting.filter(({ type }) => type === report.type)) one.resolve(report);
    },
  });
  runners.push(runner);
  const seen = <Type extends Report['type']>(type: Type) => {
    const early = reports.find((report) => report.type === type);
    const report = early ? Promise.resolve(early) : new Promise<Report>((resolve) => waiting.push({ type, resolve }));
    return report as Promise<Extract<Report, { type: Type }>>;
  };
  const processes = () => findProcesses({ cookiePrefix: `${owner}:` });
  return { runner, reports, seen, owner, processes };
}

const node = (...args: string[]): StdioTarget => ({ kind: 'stdio', command: process.execPath, args, env: {} });
const noSignIn = { auth: null, tokens: {} };
const keep = (owner: string, target: StdioTarget) =>
  ({ type: 'keep', key: 's', owner, target, launch: null, ...noSignIn }) as const;

test('a run reports its results one by one, then its transcript, then its summary', async () => {
  const { runner, reports, owner, processes } = start();
  const options = runOptionsSchema.parse({ only: ['init-*'] });
  const target = node(bareServerPath, 'stdio');
  const command = { type: 'run', owner, target, snapshot: null, seed: 7, toolVersion: '0.0.0', ...noSignIn } as const;
  runner.send({ ...command, kind: 'conformance', options, cases: [] });
  expect(await runner.ended).toBeNull();
  const types = [...new Set(reports.map(({ type }) => type))];
  expect(types).toEqual(['discovered', 'plan', 'result', 'frames', 'finished']);
  const plan = reports.find((report) => report.type === 'plan');
  expect(reports.filter(({ type }) => type === 'result')).toHaveLength(plan?.total ?? -1);
  expect(processes()).toEqual([]);
});

test('a functional run reports each case', async () => {
  const { runner, reports, owner, processes } = start();
  const options = runOptionsSchema.parse({});
  const cases = functionalCasesSchema.parse([
    { name: 'adds', steps: [{ tool: 'add', arguments: { a: 1, b: 2 }, expect: { text: { contains: '3' } } }] },
    { name: 'miscounts', steps: [{ tool: 'add', arguments: { a: 1, b: 2 }, expect: { text: { contains: '4' } } }] },
  ]);
  const target = node(bareServerPath, 'stdio');
  const command = { type: 'run', owner, target, snapshot: null, seed: 7, toolVersion: '0.0.0', ...noSignIn } as const;
  runner.send({ ...command, kind: 'functional', options, cases });
  expect(await runner.ended).toBeNull();
  const results = reports.filter((report) => report.type === 'result').map(({ result }) => result);
  expect(results.map(({ checkId, verdict }) => [checkId, verdict])).toEqual([
    ['case:adds', 'pass'],
    ['case:miscounts', 'fail'],
  ]);
  expect(processes()).toEqual([]);
});

test('a kept server reports its pid, surface, health and log, and its end when it is dropped', async () => {
  const { runner, reports, seen, owner, processes } = start();
  runner.send(keep(owner, processTarget('answers')));
  const { pid } = await seen('started');
  expect(processes()).toContain(pid);
  runner.send({ type: 'check', key: 's', id: 4 });
  expect(await seen('health')).toMatchObject({ id: 4, health: 'healthy', reason: null });
  expect(reports.some(({ type }) => type === 'surface')).toBe(true);
  runner.send({ type: 'drop', key: 's' });
  expect(await seen('gone')).toMatchObject({ startable: true, clean: true });
  await runner.stop(5_000);
});

test('a command that does not exist is told in a sentence and cannot be started again', async () => {
  const { runner, seen, owner } = start();
  runner.send(keep(owner, { kind: 'stdio', command: 'no-such-command-here', args: [], env: { PATH: '/usr/bin' } }));
  const gone = await seen('gone');
  expect(gone.startable).toBe(false);
  expect(gone.reason).toContain('no-such-command-here was not found');
});

test('a server that exits at once is told with its code and last words', async () => {
  const { runner, seen, owner } = start();
  runner.send(keep(owner, processTarget('exits-at-once')));
  const gone = await seen('gone');
  expect(gone).toMatchObject({ startable: true, clean: false });
  expect(gone.reason).toContain('code 3');
  expect(gone.reason).toContain('DEMO_API_KEY');
});

test('a target sees nothing of the worker: no variable that was not handed over', async () => {
  const { runner, seen, owner } = start();
  const tellNames = 'data:text/javascript,console.error(Object.keys(process.env).join())';
  const { args } = processTarget('answers');
  runner.send(keep(owner, { ...node('--import', tellNames, ...args), env: { GIVEN: '1' } }));
  expect((await seen('log')).message.split(',').toSorted()).toEqual(['GIVEN', 'MCP_LAB_COOKIE']);
});

test('a flood on standard error costs lines, not the runner', async () => {
  const { runner, reports, seen, owner } = start();
  runner.send(keep(owner, processTarget('floods-stderr')));
  await seen('started');
  runner.send({ type: 'check', key: 's', id: 1 });
  expect(await seen('health')).toMatchObject({ health: 'healthy' });
  const lines = reports.filter((report) => report.type === 'log');
  expect(lines.length).toBeLessThan(2_000);
  runner.send({ type: 'drop', key: 's' });
  await seen('gone');
  expect(reports.some((report) => report.type === 'log' && report.message.includes('lines were left out'))).toBe(true);
});

test('a runner that is killed takes its targets with it, even those that left its session', async () => {
  const { runner, seen, owner, processes } = start();
  runner.send(keep(owner, processTarget('leaves-descendants')));
  const { pid } = await seen('started');
  expect(processes()).toEqual(expect.arrayContaining([pid, runner.pid]));
  process.kill(runner.pid as number, 'SIGKILL');
  expect(await runner.ended).toContain('SIGKILL');
  expect(processes()).toEqual([]);
});

test('a runner whose worker is gone leaves and takes its targets with it', async () => {
  const { runner, seen, owner, processes } = start();
  runner.send(keep(owner, processTarget('ignores-eof')));
  await seen('started');
  await runner.stop(20_000);
  expect(await runner.ended).toBeNull();
  expect(processes()).toEqual([]);
});

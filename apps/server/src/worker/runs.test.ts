import { findProcesses } from '@mcp-lab/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runOwner } from './owner.ts';
import { startTestLab, type TestLab } from './start-test-lab.ts';

let own: TestLab;
beforeAll(async () => {
  own = await startTestLab();
});
afterAll(() => own.stop());

describe('a run', { timeout: 200_000 }, () => {
  test('stores results as they come, then its transcript and its outcome', async () => {
    const { lab } = own;
    const run = await own.run(await own.addBare(), { only: ['init-*'] });
    await own.runBecomes(run, 'completed');
    const done = await own.readRun(run);
    expect(done).toMatchObject({ outcome: 'passed', attempt: 1 });
    expect(done.progress.done).toBe(done.progress.total);
    const results = await lab.listRunResults({ params: { id: run.id }, query: {} });
    expect(results.items.length).toBe(done.progress.done);
    const withEvidence = results.items.find((result) => result.evidence.length > 0);
    const detail = await lab.getRunResult({ params: { id: run.id, resultId: withEvidence?.id ?? '' } });
    expect(detail.frames.length).toBeGreaterThan(0);
  });

  test('of functional cases judges each, and labels it by the runs before', async () => {
    const { lab } = own;
    const { id: serverId } = await own.addBare();
    const sumIs = (text: string) => [
      { name: 'adds', steps: [{ tool: 'add', arguments: { a: 1, b: 2 }, expect: { text: { contains: text } } }] },
    ];
    const body = { name: 'Sums', kind: 'functional' as const, serverId, cases: sumIs('3') };
    const { id: testId } = await lab.createTest({ body });
    const runNow = async () => {
      const run = await lab.runTest({ body: { testId } });
      await own.runBecomes(run, 'completed');
      const { items } = await lab.listRunResults({ params: { id: run.id }, query: {} });
      return { run: await own.readRun(run), items };
    };
    const first = await runNow();
    expect(first.run).toMatchObject({ kind: 'functional', outcome: 'passed' });
    expect(first.items).toMatchObject([{ checkId: 'case:adds', area: 'functional', verdict: 'pass' }]);
    await lab.updateTest({ params: { id: testId }, body: { cases: sumIs('4') } });
    const second = await runNow();
    expect(second.run.outcome).toBe('findings');
    expect(second.items).toMatchObject([{ verdict: 'fail', labels: [{ kind: 'broken-since', runId: second.run.id }] }]);
  });

  test('against a server that cannot be started says why', async () => {
    const run = await own.run(await own.add('no-such-command-here', []));
    await own.runBecomes(run, 'completed');
    const done = await own.readRun(run);
    expect(done.outcome).toBe('unreachable');
    expect(done.reason).toContain('no-such-command-here was not found');
  });

  test('that is cancelled stops, keeps what it found, and leaves no process', async () => {
    const run = await own.run(await own.addBare());
    await own.runIsUnderWay(run);
    await own.lab.cancelRun({ params: { id: run.id }, body: {} });
    await own.runBecomes(run, 'cancelled');
    expect((await own.readRun(run)).progress.done).toBeGreaterThan(0);
    expect(own.processesOf(run)).toEqual([]);
  });

  test('whose runner dies has failed, with the cause, and keeps what it found', async () => {
    const run = await own.run(await own.addBare());
    await own.runIsUnderWay(run);
    for (const pid of findProcesses({ cookiePrefix: `${runOwner(run.id, 1)}:runner` })) process.kill(pid, 'SIGKILL');
    await own.runBecomes(run, 'failed');
    const done = await own.readRun(run);
    expect(done.reason).toContain('SIGKILL');
    expect(done.progress.done).toBeGreaterThan(0);
    expect(own.processesOf(run)).toEqual([]);
  });
});

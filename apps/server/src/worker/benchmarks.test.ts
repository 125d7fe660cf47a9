import type { BenchmarkKind, EventPayload, LoadTick, Run, Server } from '@mcp-lab/contracts';
import { findProcesses } from '@mcp-lab/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runOwner } from './owner.ts';
import { patience, startTestLab, type TestLab } from './start-test-lab.ts';

let own: TestLab;
let server: Server;
beforeAll(async () => {
  own = await startTestLab();
  server = await own.addBare();
});
afterAll(() => own.stop());

async function create(
  seconds: number,
  { kind = 'load', ...more }: { kind?: BenchmarkKind; [member: string]: unknown } = {},
) {
  const profile = {
    mix: [{ tool: 'add', arguments: { a: '$n', b: 1 } }],
    executor: { type: 'constant-vus' as const, vus: 2, seconds },
    ...more,
  };
  return own.lab.createBenchmark({ body: { name: `${seconds} s`, serverId: server.id, kind, profile } });
}

const queue = (id: string) => own.lab.runBenchmark({ params: { id }, body: {} });
const readLoad = (run: Run) => own.lab.getRunLoad({ params: { id: run.id } });
const ticksCome = (run: Run) =>
  expect.poll(async () => (await readLoad(run)).ticks.length, patience).toBeGreaterThan(0);

describe('a run of a benchmark', { timeout: 200_000 }, () => {
  test('is followed second by second, and leaves its report, its results and its figures', async () => {
    const thresholds = [
      { metric: 'failed', expression: 'rate<0.01' },
      { metric: 'latency', expression: 'p(95)<0.000001' },
    ];
    const benchmark = await create(2, { thresholds, warmUpSeconds: 1 });
    const run = await queue(benchmark.id);
    const client = await own.follow(`runs:${run.id}`);
    const isTick = ({ type }: { type: string }) => type === 'run.ticked';
    const live = await client.until('events', ({ events }) => events.some(isTick));
    await own.runBecomes(run, 'completed');
    const done = await own.readRun(run);
    expect(done).toMatchObject({ kind: 'load', outcome: 'findings', benchmarkName: '2 s', waitsFor: null });
    const { report, ticks } = await readLoad(run);
    expect(report).toMatchObject({ profileHash: benchmark.profileHash, measuredSeconds: expect.closeTo(2, 0) });
    expect(report?.total.outcomes.ok).toBe(report?.total.calls);
    expect(report?.thresholds.map(({ ok }) => ok)).toEqual([true, false]);
    expect(ticks.map(({ phase }: LoadTick) => phase)).toEqual(expect.arrayContaining(['warm-up', 'measure']));
    const first = live.events.find(isTick)?.payload as EventPayload<'run.ticked'>;
    expect(first).toMatchObject({ runId: run.id, tick: { atMs: ticks[0]?.atMs } });
    const { items } = await own.lab.listRunResults({ params: { id: run.id }, query: { group: 'load' } });
    expect(items.map(({ verdict }) => verdict)).toEqual(expect.arrayContaining(['pass', 'fail']));
    const history = await own.lab.listBenchmarkHistory({ params: { id: benchmark.id }, query: {} });
    expect(history.items).toMatchObject([
      { run: { id: run.id }, calls: report?.total.calls, thresholds: { crossed: 1 } },
    ]);
    for (const format of ['json', 'html', 'md', 'csv', 'junit', 'sarif'] as const) {
      const file = await own.lab.exportRun({ params: { id: run.id }, query: { format } });
      expect(file.content.length, format).toBeGreaterThan(100);
      if (format === 'json') expect(JSON.parse(file.content).load.ticks).toEqual(ticks);
    }
  });

  test('that is cancelled keeps what it measured and leaves no process; the next one then has its turn', async () => {
    const first = await queue((await create(60)).id);
    await ticksCome(first);
    const second = await queue((await create(1, { kind: 'soak' })).id);
    expect(second.waitsFor).toContain('one at a time');
    expect(own.processesOf(first)).not.toEqual([]);
    await own.lab.cancelRun({ params: { id: first.id }, body: {} });
    await own.runBecomes(first, 'cancelled');
    expect(own.processesOf(first)).toEqual([]);
    expect((await readLoad(first)).report?.total.calls).toBeGreaterThan(0);
    await own.runBecomes(second, 'completed');
    expect(await own.readRun(second)).toMatchObject({ kind: 'soak', attempt: 1 });
  });

  test('whose runner is killed has failed, keeps its seconds and leaves no process', async () => {
    const run = await queue((await create(60)).id);
    await ticksCome(run);
    for (const pid of findProcesses({ cookiePrefix: `${runOwner(run.id, 1)}:runner` })) process.kill(pid, 'SIGKILL');
    await own.runBecomes(run, 'failed');
    expect(own.processesOf(run)).toEqual([]);
    const { report, ticks } = await readLoad(run);
    expect(report).toBeNull();
    expect(ticks.length).toBeGreaterThan(0);
  });
});

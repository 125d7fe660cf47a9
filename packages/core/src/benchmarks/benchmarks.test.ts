import { type LoadReport, loadProfileSchema } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { testBackends } from '../database/test-database.ts';
import { readEvents } from '../events/read-events.ts';
import { runRetention } from '../retention/run-retention.ts';
import { appendRunTick } from '../runs/append-run-ticks.ts';
import { beginRun } from '../runs/begin-run.ts';
import { finishRun } from '../runs/finish-run.ts';
import type { HeldRun } from '../runs/run-lease.ts';
import { services } from '../services/index.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { sampleLoad, sampleTick } from './sample-load.ts';

const page = { limit: 50 };
const end = { outcome: 'passed', reason: null, hint: null, profile: null, droppedFrames: 0, head: null } as const;

describe.each(testBackends)('benchmarks on $name', (backend) => {
  let lab: TestLab;
  let operator: ServiceContext;
  let serverId: string;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    operator = await lab.addUser('operator', 'operator@example.org');
    serverId = await lab.addServer('Subject');
  });
  afterAll(() => lab.close());

  const profileOf = (profile: object) => loadProfileSchema.parse(profile);
  const create = (name: string, profile: object = {}, of = serverId) => {
    const options = { revisions: [], allowSideEffects: false };
    const body = { name, description: '', serverId: of, kind: 'load' as const, profile: profileOf(profile), options };
    return services.createBenchmark(operator, { body });
  };
  const queue = (id: string) => services.runBenchmark(operator, { params: { id }, body: {} });
  const history = (id: string, query = {}) =>
    services.listBenchmarkHistory(operator, { params: { id }, query: { ...page, ...query } });
  const begin = async (runId: string, machine = 'here'): Promise<HeldRun> => {
    const assignment = await beginRun(lab.context, { runId, workerId: 'w', machine });
    if (assignment === null) throw new Error('there was nothing to begin');
    return { runId, fence: assignment.fence };
  };
  const finish = (held: HeldRun, load: LoadReport | null, cancelled = false) =>
    finishRun(lab.context, { ...held, ...end, cancelled, load });
  /** As a worker would that measures this. */
  const execute = async (benchmarkId: string, load: LoadReport): Promise<string> => {
    lab.clock.nowMs += 1_000;
    const { id } = await queue(benchmarkId);
    await finish(await begin(id), { ...load, startedAt: lab.clock.nowMs });
    return id;
  };

  test('are saved, listed, changed and removed; what cannot be run is refused with its place', async () => {
    const made = await create('Steady', { executor: { type: 'constant-vus', seconds: 5 } });
    expect(made).toMatchObject({ kind: 'load', serverName: 'Subject', lastRun: null });
    const found = await services.listBenchmarks(operator, { query: { ...page, search: 'stea' } });
    expect(found).toMatchObject({ total: 1, items: [{ id: made.id }] });
    const params = { id: made.id };
    const renamed = await services.updateBenchmark(operator, { params, body: { name: 'Steadier' } });
    expect(renamed).toMatchObject({ name: 'Steadier', profileHash: made.profileHash });
    const profile = profileOf({ executor: { type: 'constant-vus', seconds: 6 } });
    const changed = await services.updateBenchmark(operator, { params, body: { profile } });
    expect(changed.profileHash).not.toBe(made.profileHash);
    const bad = {
      mix: [{ name: 'neither' }],
      executor: { type: 'constant-vus', seconds: 86_400 },
      thresholds: [{ metric: 'latency', expression: 'p95<1' }],
    };
    await expect(create('Bad', bad)).rejects.toMatchObject({
      code: 'invalid-input',
      details: {
        issues: [
          { path: 'body.profile.mix.0' },
          { path: 'body.profile.thresholds.0.expression' },
          { path: 'body.profile.executor' },
        ],
      },
    });
    await services.deleteBenchmark(operator, { params });
    await expect(services.getBenchmark(operator, { params })).rejects.toMatchObject({ code: 'not-found' });
    const events = await readEvents(lab.context.database.db, 0, 1_000);
    const types = events.map(({ type }) => type).filter((type) => type.startsWith('benchmark.'));
    expect(types).toEqual(['benchmark.created', 'benchmark.updated', 'benchmark.updated', 'benchmark.deleted']);
  });

  test('a run is followed by its seconds, then has its report, its figures and its metrics', async () => {
    const { id: benchmarkId } = await create('Followed', { warmUpSeconds: 1 });
    const run = await queue(benchmarkId);
    expect(run).toMatchObject({ kind: 'load', benchmarkId, benchmarkName: 'Followed', waitsFor: null });
    expect(run.options.load).toMatchObject({ warmUpSeconds: 1 });
    const readLoad = () => services.getRunLoad(operator, { params: { id: run.id } });
    expect(await readLoad()).toEqual({ report: null, ticks: [], tickSeconds: 1 });
    const held = await begin(run.id);
    for (const second of [1, 2, 3]) await appendRunTick(lab.context, held, { of: 'load', tick: sampleTick(second) });
    expect(await readLoad()).toEqual({ report: null, ticks: [1, 2, 3].map(sampleTick), tickSeconds: 1 });
    expect((await history(benchmarkId)).items).toMatchObject([{ run: { status: 'running' }, p95: null, valid: null }]);
    const ticked = (await readEvents(lab.context.database.db, 0, 1_000)).filter(({ type }) => type === 'run.ticked');
    expect(ticked.map(({ payload }) => payload)).toEqual(
      [1, 2, 3].map((at) => ({ runId: run.id, tick: sampleTick(at) })),
    );
    const load = sampleLoad({ p50: 10, profile: { warmUpSeconds: 1 } });
    await finish(held, load);
    const { ticks, ...report } = load;
    expect(await readLoad()).toEqual({ report, ticks, tickSeconds: 1 });
    const figures = { p50: 10, p95: 20, p99: 30, rate: 100, failedRatio: 0, calls: 100, valid: true, kneeRate: null };
    expect((await history(benchmarkId)).items).toMatchObject([{ ...figures, thresholds: { ok: 1, crossed: 0 } }]);
    const benchmark = await services.getBenchmark(operator, { params: { id: benchmarkId } });
    expect(benchmark.lastRun).toMatchObject({ ...figures, profileHash: benchmark.profileHash });
    const query = { name: 'benchmark.p95_ms', labels: `benchmark=${benchmarkId}`, aggregation: 'last' as const };
    const to = lab.clock.nowMs + 1_000;
    const metrics = await services.queryMetrics(operator, { query: { ...query, to } });
    expect(metrics.series.map(({ points }) => points.map(({ value }) => value))).toEqual([[20]]);
    const file = await services.exportRun(operator, { params: { id: run.id }, query: { format: 'json' } });
    expect(JSON.parse(file.content).load).toEqual(load);
  });

  test('a run that was cancelled keeps what it measured, one that was cut off its seconds; a new attempt begins anew', async () => {
    const { id } = await create('Cut off');
    const cancelled = await queue(id);
    await finish(await begin(cancelled.id), sampleLoad({ p50: 1 }), true);
    expect((await history(id)).items[0]).toMatchObject({ run: { status: 'cancelled', outcome: null }, p50: 1 });
    const cut = await queue(id);
    await appendRunTick(lab.context, await begin(cut.id), { of: 'load', tick: sampleTick(1) });
    await lab.context.database.db.updateTable('runs').set({ lease_until: 0 }).where('id', '=', cut.id).execute();
    const again = await begin(cut.id);
    expect((await services.getRunLoad(operator, { params: { id: cut.id } })).ticks).toEqual([]);
    await finish(again, null);
    const other = await services.runTest(operator, { body: { serverId, kind: 'conformance' } });
    await expect(services.getRunLoad(operator, { params: { id: other.id } })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('conformance'),
    });
  });

  test('a machine carries one load at a time, and a queued run says what it waits for', async () => {
    const { id } = await create('In turn');
    const [first, second] = [await queue(id), await queue(id)];
    expect([first.waitsFor, second.waitsFor]).toEqual([null, expect.stringContaining('one at a time')]);
    const held = await begin(first.id);
    expect(await beginRun(lab.context, { runId: second.id, workerId: 'v', machine: 'here' })).toBeNull();
    expect(await services.getRun(operator, { params: { id: second.id } })).toMatchObject({
      status: 'queued',
      attempt: 0,
      waitsFor: expect.stringContaining('one at a time'),
    });
    // Another machine need not wait, and neither need this one when the first has ended.
    await finish(await begin(second.id, 'elsewhere'), null);
    const third = await queue(id);
    await finish(held, null);
    const run = await finish(await begin(third.id), null);
    expect(run).toMatchObject({ status: 'completed', waitsFor: null });
  });

  test('a benchmark is run again with the profile it had, and its runs outlive it, but not the retention', async () => {
    const { id } = await create('Gone', { warmUpSeconds: 2 });
    const runId = await execute(id, sampleLoad({ p50: 5, profile: { warmUpSeconds: 2 } }));
    await services.updateBenchmark(operator, { params: { id }, body: { profile: profileOf({}) } });
    const again = await services.rerunRun(operator, { params: { id: runId }, body: {} });
    expect(again).toMatchObject({ benchmarkId: id, options: { load: { warmUpSeconds: 2 } } });
    await services.cancelRun(operator, { params: { id: again.id }, body: {} });
    await services.deleteBenchmark(operator, { params: { id } });
    expect(await services.getRun(operator, { params: { id: runId } })).toMatchObject({
      benchmarkId: null,
      benchmarkName: 'Gone',
    });
    const listed = await services.listRuns(operator, { query: { ...page, kind: 'load' } });
    expect(listed.items.map((run) => run.id)).toContain(runId);
    lab.clock.nowMs += 100 * 86_400_000;
    const policy = { rawHours: 48, rollupDays: 30, runDays: 90, logDays: 7, eventHours: 24 };
    await runRetention(lab.context, policy);
    const left = await lab.context.database.db.selectFrom('load_reports').select('run_id').execute();
    expect(left.map((row) => row.run_id)).not.toContain(runId);
  });

  test('servers are ranked within one profile and one machine only, from runs that say something', async () => {
    const profile = { warmUpSeconds: 7 };
    const fast = await create('Fast', profile);
    const slowServer = await lab.addServer('Slow');
    const slow = await create('Slow', profile, slowServer);
    for (let run = 0; run < 6; run++) {
      await execute(fast.id, sampleLoad({ p50: 10 + run, profile }));
      await execute(slow.id, sampleLoad({ p50: 50 + run, profile }));
    }
    await execute(slow.id, sampleLoad({ p50: 1, profile, valid: false }));
    await execute(slow.id, sampleLoad({ p50: 2, profile, machine: 'b' }));
    const rank = (query: object) =>
      services.rankBenchmarks(operator, { query: { metric: 'latency_p50' as const, ...query } });
    const { profileHash } = fast;
    const board = await rank({ profileHash });
    expect(board.groups.filter((group) => group.profileHash === profileHash)).toMatchObject([
      { fingerprint: { cpu: 'CPU of b' }, servers: 1, runs: 1, benchmarks: ['Slow'] },
      { fingerprint: { cpu: 'CPU of a' }, servers: 2, runs: 12, benchmarks: ['Fast', 'Slow'] },
    ]);
    const [onB, onA] = board.groups;
    expect(board.group).toEqual(onB);
    expect(board.entries).toMatchObject([{ rank: null, serverName: 'Slow', runs: 1, median: 2, interval: null }]);
    const { entries } = await rank({ profileHash, fingerprintHash: onA?.fingerprintHash });
    expect(entries).toMatchObject([
      { rank: 1, serverName: 'Subject', runs: 6, median: 12.5, tiedWith: [], benchmarkName: 'Fast', p95: 25 },
      { rank: 2, serverName: 'Slow', runs: 6, median: 52.5, tiedWith: [], benchmarkName: 'Slow' },
    ]);
    await expect(rank({ profileHash: 'abcdef0123' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('two histories are compared, and so are runs by their ids; what may not be compared is refused in the answer', async () => {
    const profile = { warmUpSeconds: 9 };
    const [before, after] = [await create('Before', profile), await create('After', profile)];
    const ids = { before: [] as string[], after: [] as string[] };
    for (let run = 0; run < 8; run++) {
      ids.before.push(await execute(before.id, sampleLoad({ p50: 10 + run / 10, profile })));
      ids.after.push(await execute(after.id, sampleLoad({ p50: 20 + run / 10, profile })));
    }
    const compare = (query: object) =>
      services.compareBenchmarks(operator, { query: { last: 8, method: 'histories' as const, ...query } });
    const histories = await compare({ baseBenchmarkId: before.id, headBenchmarkId: after.id });
    expect(histories.base).toMatchObject({ benchmarkId: before.id, label: 'Before (Subject)' });
    expect(histories.base.runs.map(({ run }) => run.id)).toEqual(ids.before);
    expect(histories.comparison).toMatchObject({ verdict: 'worse', refusals: [], base: { runs: 8, used: 8 } });
    const named = await compare({ base: ids.after, head: ids.after.toReversed() });
    expect(named.comparison.verdict).not.toBe('worse');
    const foreign = await create('Foreign', { warmUpSeconds: 10 });
    await execute(foreign.id, sampleLoad({ p50: 10, profile: { warmUpSeconds: 10 } }));
    const refused = await compare({ baseBenchmarkId: before.id, headBenchmarkId: foreign.id });
    expect(refused.comparison.refusals).not.toEqual([]);
    const unmeasured = await queue(before.id);
    await expect(compare({ base: [unmeasured.id], head: ids.after })).rejects.toMatchObject({ code: 'conflict' });
    const uneven = compare({ method: 'interleaved', base: ids.before, head: ids.after.slice(1) });
    await expect(uneven).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

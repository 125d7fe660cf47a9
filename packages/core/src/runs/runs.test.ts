import type { FrameView } from '@mcp-lab/contracts';
import { runOptionsSchema } from '@mcp-lab/contracts';
import type { Result as EngineResult } from '@mcp-lab/engine/run/result';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { testBackends } from '../database/test-database.ts';
import { readEvents } from '../events/read-events.ts';
import { LostLeaseError } from '../lost-lease-error.ts';
import { services } from '../services/index.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { appendRunResults } from './append-run-results.ts';
import { appendTranscriptChunk } from './append-transcript-chunk.ts';
import { beginRun } from './begin-run.ts';
import { finishRun } from './finish-run.ts';
import { interruptRun } from './interrupt-run.ts';
import { recoverAbandonedRuns } from './recover-abandoned-runs.ts';
import { releaseRun } from './release-run.ts';
import { type HeldRun, renewRunLease } from './run-lease.ts';
import { updateRunProgress } from './update-run-progress.ts';

function result(checkId: string, more: Partial<EngineResult> = {}): EngineResult {
  return {
    id: `${checkId}@stdio@2026-07-28`,
    checkId,
    area: 'jsonrpc',
    title: `The check ${checkId}`,
    level: 'MUST',
    transport: 'stdio',
    revision: '2026-07-28',
    verdict: 'pass',
    reason: 'as it should be',
    severity: 'none',
    spec: { path: '/basic', url: 'https://modelcontextprotocol.io/specification/2026-07-28/basic' },
    fix: '',
    evidence: [1],
    repro: { cli: 'mcp-lab test', curl: null, shell: null },
    durationMs: 1.5,
    ...more,
  };
}

function frame(seq: number, text = `frame ${seq}`): FrameView {
  return {
    seq,
    kind: 'message',
    direction: seq % 2 === 0 ? 'sent' : 'received',
    connection: seq % 3,
    stream: null,
    firstByteNs: seq * 1_000,
    lastByteNs: seq * 1_000 + 5,
    text,
    encoding: 'utf8',
    droppedBytes: 0,
  };
}

const end = {
  outcome: 'findings',
  reason: null,
  hint: null,
  cancelled: false,
  profile: null,
  droppedFrames: 0,
  head: null,
} as const;

describe.each(testBackends)('runs on $name', (backend) => {
  let lab: TestLab;
  let operator: ServiceContext;
  let serverId: string;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    operator = await lab.addUser('operator', 'operator@example.org');
    serverId = await lab.addServer('Subject');
  });
  afterAll(() => lab.close());

  const db = () => lab.context.database.db;
  const queue = (options = {}) =>
    services.runTest(operator, { body: { serverId, kind: 'conformance', options: runOptionsSchema.parse(options) } });
  const get = (id: string) => services.getRun(operator, { params: { id } });
  const results = (id: string) => services.listRunResults(operator, { params: { id }, query: { limit: 200 } });
  const claimJob = () => lab.context.queue.claim(['run.execute'], 'w');
  const begin = async (runId: string, workerId = 'w'): Promise<HeldRun> => {
    const assignment = await beginRun(lab.context, { runId, workerId });
    if (assignment === null) throw new Error('there was nothing to begin');
    return { runId, fence: assignment.fence };
  };
  const killWorker = (runId: string) =>
    db().updateTable('runs').set({ lease_until: 0 }).where('id', '=', runId).execute();

  test('a saved test is run, its results come in order, and the whole can be exported', async () => {
    const test = await services.createTest(operator, {
      body: {
        name: 'Nightly',
        description: '',
        kind: 'conformance',
        serverId,
        options: runOptionsSchema.parse({ seed: 7 }),
        cases: [],
      },
    });
    const run = await services.runTest(operator, { body: { testId: test.id, kind: 'conformance' } });
    expect(run).toMatchObject({ status: 'queued', seed: 7, testName: 'Nightly', createdBy: 'operator@example.org' });
    const job = await claimJob();
    expect(job?.payload).toEqual({ runId: run.id });
    const held = await begin(run.id);
    await updateRunProgress(lab.context, {
      ...held,
      total: 3,
      profile: { transport: 'stdio', modern: ['2026-07-28'], legacy: [] },
    });
    await appendRunResults(lab.context, {
      ...held,
      results: [result('a'), result('b', { verdict: 'fail', severity: 'high' })],
    });
    await appendRunResults(lab.context, { ...held, results: [result('c', { verdict: 'warn', evidence: [2, 5, 99] })] });
    await appendTranscriptChunk(lab.context, { ...held, chunk: 0, frames: [frame(0), frame(1), frame(2)] });
    await appendTranscriptChunk(lab.context, { ...held, chunk: 1, frames: [frame(4), frame(5, 'ä'), frame(7)] });
    await appendTranscriptChunk(lab.context, { ...held, chunk: 1, frames: [frame(4), frame(5, 'ä'), frame(7)] });
    lab.clock.nowMs += 2_000;
    expect(await finishRun(lab.context, { ...held, ...end })).toMatchObject({
      status: 'completed',
      outcome: 'findings',
      counts: { pass: 1, fail: 1, warn: 1, error: 0 },
      progress: { done: 3, total: 3 },
      frameCount: 6,
      attempt: 1,
    });
    if (job !== null) expect(await lab.context.queue.complete(job)).toBe(true);

    expect((await services.getTest(operator, { params: { id: test.id } })).lastRun).toMatchObject({
      outcome: 'findings',
    });
    const list = await services.listTestResults(operator, { params: { id: test.id }, query: { limit: 2 } });
    expect(list).toMatchObject({
      items: [
        { checkId: 'a', seq: 1 },
        { checkId: 'b', seq: 2 },
      ],
      total: 3,
    });
    const failed = await services.listRunResults(operator, {
      params: { id: run.id },
      query: { limit: 9, verdict: 'fail' },
    });
    expect(failed.items).toMatchObject([{ checkId: 'b', severity: 'high' }]);
    const third = (await results(run.id)).items[2];
    const detail = await services.getRunResult(operator, { params: { id: run.id, resultId: third?.id ?? '' } });
    expect(detail.frames.map(({ seq, text }) => [seq, text])).toEqual([
      [2, 'frame 2'],
      [5, 'ä'],
    ]);
    const transcript = (query: object) =>
      services.getRunTranscript(operator, { params: { id: run.id }, query: { from: 0, limit: 4, ...query } });
    const first = await transcript({});
    expect([first.items.map(({ seq }) => seq), first.nextFrom, first.total]).toEqual([[0, 1, 2, 4], 5, 6]);
    expect((await transcript({ from: 5 })).items.map(({ seq }) => seq)).toEqual([5, 7]);
    expect((await transcript({ connection: 1 })).items.map(({ seq }) => seq)).toEqual([1, 4, 7]);
    const document = await services.exportRun(operator, { params: { id: run.id }, query: { format: 'json' } });
    const content = JSON.parse(document.content);
    expect([content.results.length, content.transcript.frames.length, content.summary.outcome]).toEqual([
      3,
      6,
      'incomplete',
    ]);

    await services.updateTest(operator, { params: { id: test.id }, body: { name: 'Renamed' } });
    await services.deleteTest(operator, { params: { id: test.id } });
    expect(await get(run.id)).toMatchObject({ testId: null, testName: 'Nightly' });
    const again = await services.rerunRun(operator, { params: { id: run.id }, body: {} });
    expect(again).toMatchObject({ seed: 7, status: 'queued', testId: null });
    await services.cancelRun(operator, { params: { id: again.id }, body: {} });
    lab.clock.nowMs += 1;
    const summary = await services.summariseMetrics(operator, { query: { serverId } });
    expect(summary).toMatchObject({ runs: { total: 2, findings: 1, other: 1 }, checks: { judged: 3, passed: 1 } });
    expect(summary.metrics.find(({ name }) => name === 'run.duration_ms')).toMatchObject({ count: 1, max: 2_000 });
  });

  test('a queued run is cancelled at once, with its job; a running one when its worker hears of it', async () => {
    const queued = await queue();
    const cancel = (id: string) => services.cancelRun(operator, { params: { id }, body: {} });
    expect(await cancel(queued.id)).toMatchObject({ status: 'cancelled' });
    expect(await cancel(queued.id)).toMatchObject({ status: 'cancelled' });
    expect(await claimJob()).toBeNull();
    expect(await beginRun(lab.context, { runId: queued.id, workerId: 'w' })).toBeNull();

    const running = await queue();
    const held = await begin(running.id);
    expect(await renewRunLease(lab.context, held)).toEqual({ cancelRequested: false });
    await appendRunResults(lab.context, { ...held, results: [result('a')] });
    expect(await cancel(running.id)).toMatchObject({ status: 'running' });
    expect(await renewRunLease(lab.context, held)).toEqual({ cancelRequested: true });
    await finishRun(lab.context, {
      ...held,
      ...end,
      outcome: 'incomplete',
      cancelled: true,
      reason: 'It was cancelled.',
    });
    expect(await get(running.id)).toMatchObject({ status: 'cancelled', outcome: null, counts: { pass: 1 } });
    await lab.context.queue.cancel(db(), 'run.execute', (await claimJob())?.id ?? '');

    const done = await queue();
    await finishRun(lab.context, { ...(await begin(done.id)), ...end });
    await expect(cancel(done.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await claimJob())?.payload).toEqual({ runId: done.id });
  });

  test("a dead worker's run begins once more, keeps its results, and refuses what the old worker still writes", async () => {
    const run = await queue();
    await claimJob();
    const old = await begin(run.id, 'old');
    expect(await beginRun(lab.context, { runId: run.id, workerId: 'thief' })).toBeNull();
    await appendRunResults(lab.context, { ...old, results: [result('a', { evidence: [1] }), result('b')] });
    await appendTranscriptChunk(lab.context, { ...old, chunk: 0, frames: [frame(1, 'of the first attempt')] });
    const [kept] = (await results(run.id)).items;
    expect(await recoverAbandonedRuns(lab.context)).toEqual({ requeued: 0, interrupted: 0 });
    await killWorker(run.id);
    const recoveries = await Promise.all([recoverAbandonedRuns(lab.context), recoverAbandonedRuns(lab.context)]);
    expect(recoveries.reduce((sum, { requeued }) => sum + requeued, 0)).toBe(1);

    const writes = [
      () => appendRunResults(lab.context, { ...old, results: [result('late')] }),
      () => appendTranscriptChunk(lab.context, { ...old, chunk: 9, frames: [frame(9)] }),
      () => updateRunProgress(lab.context, { ...old, total: 99 }),
      () => finishRun(lab.context, { ...old, ...end }),
      () => interruptRun(lab.context, { ...old, status: 'failed', cause: 'x', hint: null }),
      () => releaseRun(lab.context, old),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow(LostLeaseError);
    expect(await renewRunLease(lab.context, old)).toBeNull();

    expect((await claimJob())?.payload).toEqual({ runId: run.id });
    const fresh = await begin(run.id, 'new');
    for (const write of writes) await expect(write()).rejects.toThrow(LostLeaseError);
    await appendRunResults(lab.context, {
      ...fresh,
      results: [result('a', { evidence: [4], reason: 'again' }), result('c')],
    });
    const { items } = await results(run.id);
    expect(items.map(({ checkId, seq }) => [checkId, seq])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    expect(items[0]).toMatchObject({ id: kept?.id, evidence: [4], reason: 'again' });
    await finishRun(lab.context, { ...fresh, ...end });
    expect(await get(run.id)).toMatchObject({ status: 'completed', attempt: 2, frameCount: 0, counts: { pass: 3 } });
  });

  test('a run that loses its worker twice is interrupted, with the cause and an alert', async () => {
    const run = await queue();
    for (const worker of ['one', 'two']) {
      await begin(run.id, worker);
      await killWorker(run.id);
      await recoverAbandonedRuns(lab.context);
    }
    expect(await get(run.id)).toMatchObject({
      status: 'interrupted',
      attempt: 2,
      reason: 'The worker that executed it stopped answering, 2 times in a row.',
    });
    const { items } = await services.listAlerts(operator, { query: { limit: 1 } });
    expect(items[0]).toMatchObject({ kind: 'run-interrupted', runId: run.id, status: 'open' });
    const acknowledged = await services.acknowledgeAlert(operator, { params: { id: items[0]?.id ?? '' }, body: {} });
    expect(acknowledged).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'operator@example.org' });
    expect(await beginRun(lab.context, { runId: run.id, workerId: 'three' })).toBeNull();
    while ((await claimJob()) !== null);
  });

  test('a worker that stops gives its run back without using up an attempt', async () => {
    const run = await queue();
    await releaseRun(lab.context, await begin(run.id));
    expect(await get(run.id)).toMatchObject({ status: 'queued', attempt: 0 });
    const held = await begin(run.id);
    await interruptRun(lab.context, {
      ...held,
      status: 'failed',
      cause: 'the runner could not be started',
      hint: 'look',
    });
    expect(await get(run.id)).toMatchObject({ status: 'failed', attempt: 1, hint: 'look' });
    while ((await claimJob()) !== null);
  });

  test('whoever follows the events sees the run as the API shows it', async () => {
    const run = await queue();
    const held = await begin(run.id);
    await appendRunResults(lab.context, { ...held, results: [result('a'), result('b')] });
    await finishRun(lab.context, { ...held, ...end });
    const events = (await readEvents(db(), 0, 1_000)).filter(
      ({ type, payload }) => type.startsWith('run.') && JSON.stringify(payload).includes(run.id),
    );
    expect(events.map(({ type }) => type)).toEqual([
      'run.created',
      'run.updated',
      'run.result-added',
      'run.result-added',
      'run.updated',
      'run.updated',
    ]);
    expect(events.at(-1)?.payload).toEqual(await get(run.id));
  });
});

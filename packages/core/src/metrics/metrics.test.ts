import type { EndpointParsed, Endpoints } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { testBackends } from '../database/test-database.ts';
import { latestSeq, readEvents } from '../events/read-events.ts';
import { services } from '../services/index.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { insertPoints } from './insert-points.ts';
import { rollUpMetrics } from './roll-up-metrics.ts';
import { sampleMetrics } from './sample-metrics.ts';

const minute = 60_000;

describe.each(testBackends)('metrics on $name', (backend) => {
  let lab: TestLab;
  let operator: ServiceContext;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    operator = await lab.addUser('operator', 'operator@example.org');
  });
  afterAll(() => lab.close());

  const insert = (name: string, points: readonly (readonly [ts: number, value: number])[], labels = {}) =>
    insertPoints(
      lab.context,
      lab.context.database.db,
      points.map(([ts, value]) => ({ name, unit: 'ms', serverId: null, labels, ts, value })),
    );
  const query = (name: string, more: Partial<EndpointParsed<Endpoints['queryMetrics']>['query']>) =>
    services.queryMetrics(operator, { query: { name, aggregation: 'avg', ...more } });

  test('percentiles over hours come from merged sketches, not from averages of percentiles', async () => {
    // A fast half of many points and a slow half of few: the average of the two medians would be far off.
    const begin = lab.clock.nowMs - 5 * 60 * minute;
    const fast = Array.from({ length: 900 }, (_, n) => [begin + n * 60, 1 + (n % 10) / 10] as const);
    const slow = Array.from({ length: 100 }, (_, n) => [begin + minute * 90 + n * 60, 500 + n] as const);
    await insert('merged', [...fast, ...slow]);
    expect(await rollUpMetrics(lab.context)).toBeGreaterThan(0);
    const window = { from: begin, to: lab.clock.nowMs, step: 24 * 60 * minute };
    const exact = [...fast, ...slow].map(([, value]) => value).toSorted((left, right) => left - right);
    for (const [aggregation, rank] of [
      ['p50', 500],
      ['p90', 900],
      ['p95', 950],
      ['p99', 990],
    ] as const) {
      const answer = await query('merged', { ...window, aggregation });
      expect(answer.source).toBe('rollup-1m');
      const wanted = exact[rank - 1] ?? 0;
      const [point] = answer.series[0]?.points ?? [];
      expect(point?.count).toBe(1_000);
      expect(Math.abs((point?.value ?? 0) - wanted)).toBeLessThanOrEqual(wanted * 0.003);
    }
    for (const [aggregation, value] of [
      ['count', 1_000],
      ['min', 1],
      ['max', 599],
      ['last', 599],
    ] as const) {
      expect((await query('merged', { ...window, aggregation })).series[0]?.points[0]?.value).toBe(value);
    }
    const summary = await services.summariseMetrics(operator, { query: { from: begin } });
    const row = summary.metrics.find(({ name }) => name === 'merged');
    expect(row).toMatchObject({ count: 1_000, unit: 'ms', min: 1, max: 599 });
    expect(Math.abs((row?.p95 ?? 0) - (exact[949] ?? 0))).toBeLessThan(2);
  });

  test('a late point makes its minute anew, and rolling up twice changes nothing', async () => {
    const at = lab.clock.nowMs - 60 * minute;
    await insert('late', [[at, 10]]);
    await rollUpMetrics(lab.context);
    await insert('late', [
      [at + 1, 30],
      [at + 2, 20],
    ]);
    expect(await rollUpMetrics(lab.context)).toBe(1);
    expect(await rollUpMetrics(lab.context)).toBe(0);
    const [row] = await lab.context.database.db
      .selectFrom('rollups_1m')
      .innerJoin('series', 'series.id', 'rollups_1m.series_id')
      .select(['count', 'sum', 'min', 'max', 'last'])
      .where('name', '=', 'late')
      .execute();
    expect(row).toEqual({ count: 3, sum: 60, min: 10, max: 30, last: 20 });
  });

  test('points that come while their minute is rolled up are not forgotten', async () => {
    const at = lab.clock.nowMs - 90 * minute;
    const writers = Array.from({ length: 40 }, (_, n) => insert('busy', [[at + n, 1]]));
    const rollers = Array.from({ length: 10 }, () => rollUpMetrics(lab.context));
    await Promise.all([...writers, ...rollers]);
    await rollUpMetrics(lab.context);
    const answer = await query('busy', { from: at - 60 * 60 * minute, to: lab.clock.nowMs, aggregation: 'count' });
    expect(answer.source).toBe('rollup-1m');
    expect(answer.series[0]?.points.reduce((sum, point) => sum + point.value, 0)).toBe(40);
  });

  test('the newest minutes are there before any roll-up, and raw steps may be shorter than a minute', async () => {
    const now = lab.clock.nowMs;
    await insert('fresh', [
      [now - 4_000, 1],
      [now - 2_500, 3],
      [now - 2_000, 5],
    ]);
    const wide = await query('fresh', { from: now - 24 * 60 * minute, to: now, aggregation: 'max' });
    expect([wide.source, wide.series[0]?.points.at(-1)?.value]).toEqual(['rollup-1m', 5]);
    const narrow = await query('fresh', { from: now - 5_000, to: now, step: 1_000 });
    expect(narrow.series[0]?.points).toEqual([
      { ts: now - 4_000, value: 1, count: 1 },
      { ts: now - 3_000, value: 3, count: 1 },
      { ts: now - 2_000, value: 5, count: 1 },
    ]);
    await expect(query('fresh', { from: 0, to: now, step: 1_000 })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(query('fresh', { from: now, to: now })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('a span with more points than are read at once loses none and counts none twice', async () => {
    const begin = lab.clock.nowMs - 20 * minute;
    const times = Array.from({ length: 12_000 }, (_, n) => [begin + Math.floor(n / 3), 1] as const);
    await insert('many', times);
    const answer = await query('many', { from: begin, to: lab.clock.nowMs, step: 60 * minute, aggregation: 'count' });
    expect(answer.series[0]?.points.reduce((sum, point) => sum + point.value, 0)).toBe(12_000);
  });

  test('labels make series, in any order the same one', async () => {
    const record = (labels: Record<string, string>, value: number) =>
      services.recordMetrics(operator, { body: { name: 'labelled', unit: '', serverId: null, labels, value } });
    await record({ a: '1', b: '2' }, 1);
    await record({ b: '2', a: '1' }, 2);
    await record({ a: '1', b: '3' }, 3);
    const { items } = await services.listSeries(operator, { query: { limit: 10, name: 'labelled' } });
    expect(items.map(({ labels }) => labels)).toEqual([
      { a: '1', b: '2' },
      { a: '1', b: '3' },
    ]);
    lab.clock.nowMs += 1;
    const both = await query('labelled', { labels: 'a=1', aggregation: 'count' });
    expect(both.series.map(({ points }) => points[0]?.value)).toEqual([2, 1]);
    expect((await query('labelled', { labels: 'b=3, a=1' })).series).toHaveLength(1);
    expect((await query('labelled', { labels: 'toString=x' })).series).toEqual([]);
    await expect(query('labelled', { labels: 'a' })).rejects.toMatchObject({ code: 'invalid-input' });
    const answer = await services.recordMetrics(operator, {
      body: { points: [1, 2, 3].map((value) => ({ name: 'labelled', unit: '', serverId: null, labels: {}, value })) },
    });
    expect(answer).toEqual({ accepted: 3 });
    const wrong = { name: 'labelled', unit: '', labels: {}, value: 1 };
    const far = services.recordMetrics(operator, { body: { ...wrong, serverId: null, ts: 5 } });
    await expect(far).rejects.toMatchObject({ details: { issues: [{ path: 'body.points.0.ts' }] } });
    const gone = services.recordMetrics(operator, { body: { ...wrong, serverId: 'gone' } });
    await expect(gone).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the live snapshot has the newest value of what got points lately', async () => {
    lab.clock.nowMs += 10 * minute;
    await insert('gauge', [
      [lab.clock.nowMs - 4_000, 1],
      [lab.clock.nowMs - 1_000, 7],
    ]);
    const before = await latestSeq(lab.context.database.db);
    await sampleMetrics(lab.context, 5_000);
    const [event] = await readEvents(lab.context.database.db, before, 5);
    expect(event).toMatchObject({
      type: 'metrics.sampled',
      payload: { samples: [{ name: 'gauge', unit: 'ms', serverId: null, labels: {}, value: 7, count: 2 }] },
    });
    lab.clock.nowMs += 5_000;
    await sampleMetrics(lab.context, 5_000);
    expect(await readEvents(lab.context.database.db, event?.seq ?? 0, 5)).toEqual([]);
  });
});

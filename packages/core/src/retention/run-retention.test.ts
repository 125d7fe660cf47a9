import { runOptionsSchema } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBackends } from '../database/test-database.ts';
import { latestSeq, oldestSeq } from '../events/read-events.ts';
import { insertPoints } from '../metrics/insert-points.ts';
import { rollUpMetrics } from '../metrics/roll-up-metrics.ts';
import { appendServerLogs } from '../servers/append-logs.ts';
import { services } from '../services/index.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { runRetention } from './run-retention.ts';

const policy = { rawHours: 48, rollupDays: 30, runDays: 90, logDays: 7, eventHours: 24 };
const day = 24 * 3_600_000;

describe.each(testBackends)('retention on $name', (backend) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await createTestLab(backend);
  });
  afterAll(() => lab.close());

  test('removes what is too old, by its own period each, and never what still runs', async () => {
    const { context } = lab;
    const { db } = context.database;
    const serverId = await lab.addServer('Old hand');
    const options = runOptionsSchema.parse({});
    const queue = () => services.runTest(context, { body: { serverId, kind: 'conformance', options } });
    const waiting = await queue();
    const done = await queue();
    await services.cancelRun(context, { params: { id: done.id }, body: {} });
    const point = { name: 'm', unit: '', serverId, labels: {}, value: 1 };
    await insertPoints(
      context,
      db,
      Array.from({ length: 1_200 }, (_, n) => ({ ...point, ts: lab.clock.nowMs + n })),
    );
    await appendServerLogs(context, { serverId, entries: [{ level: 'info', source: 'server', message: 'long ago' }] });
    const newest = await latestSeq(db);

    expect(await runRetention(context, policy)).toEqual({});
    lab.clock.nowMs += 3 * day;
    await rollUpMetrics(context);
    const first = await runRetention(context, policy);
    expect(first.points === 1_200 || backend.name === 'postgres').toBe(true);
    expect(await db.selectFrom('points').select('ts').execute()).toEqual([]);
    expect(await db.selectFrom('rollups_1m').select('count').execute()).not.toEqual([]);
    expect(await latestSeq(db)).toBe(newest);
    expect(await oldestSeq(db)).toBe(newest);

    lab.clock.nowMs += 28 * day;
    expect(await runRetention(context, policy)).toMatchObject({ rollups_1m: 1, logs: 1 });
    lab.clock.nowMs += 70 * day;
    expect(await runRetention(context, policy)).toMatchObject({ runs: 1 });
    const kept = await services.listRuns(context, { query: { limit: 5 } });
    expect(kept.items.map(({ id }) => id)).toEqual([waiting.id]);
    const audits = await services.listAuditLog(context, { query: { limit: 100 } });
    expect(audits.items.at(-1)?.seq).toBe(1);
  });
});

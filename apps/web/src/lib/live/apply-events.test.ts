import type { LabEvent, Result, Run, Server } from '@mcp-lab/contracts';
import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import { queryKeys } from '../query-keys.ts';
import { applyEvents } from './apply-events.ts';
import { useLiveLogs } from './log-store.ts';
import { seriesKey, useLiveMetrics } from './metrics-store.ts';
import { useLiveResults, watchRunResults } from './result-store.ts';

let queries: QueryClient;
let invalidated: string[];
let notes: string[];
let changedUsers: string[];
let seq = 0;

beforeEach(() => {
  queries = new QueryClient();
  invalidated = [];
  notes = [];
  changedUsers = [];
});

type Type = LabEvent['type'];
function apply<T extends Type>(...events: { type: T; payload: Extract<LabEvent, { type: T }>['payload'] }[]) {
  const stored = events.map((event) => {
    seq += 1;
    return { seq, at: seq, channel: 'events', ...event } as unknown as LabEvent;
  });
  applyEvents(
    {
      queries,
      invalidate: (key) => invalidated.push(key.join('/')),
      notify: (note) => notes.push(note.title),
      onUserChanged: (id) => changedUsers.push(id),
    },
    stored,
  );
}

const server = (changes: Partial<Server> = {}) =>
  ({
    id: 's1',
    name: 'one',
    status: 'running',
    health: 'unknown',
    healthLatencyMs: null,
    profile: null,
    ...changes,
  }) as Server;
const run = (changes: Partial<Run> = {}) => ({ id: 'r1', status: 'running', finishedAt: null, ...changes }) as Run;
const result = (id: string, runId = 'r1') => ({ id, runId }) as Result;

test('a changed server is replaced alone and in every list', () => {
  queries.setQueryData(queryKeys.server('s1'), server());
  queries.setQueryData(queryKeys.serverList({}), { items: [server(), server({ id: 's2' })], nextCursor: null });
  apply({ type: 'server.updated', payload: server({ status: 'failed' }) });
  expect(queries.getQueryData<Server>(queryKeys.server('s1'))?.status).toBe('failed');
  const list = queries.getQueryData<{ items: Server[] }>(queryKeys.serverList({}));
  expect(list?.items.map((one) => one.status)).toEqual(['failed', 'running']);
});

test('a health check moves the server and its history, once', () => {
  queries.setQueryData(queryKeys.server('s1'), server());
  const empty = { serverId: 's1', health: 'unknown', reason: null, checkedAt: null, history: [], uptime24h: null };
  queries.setQueryData(queryKeys.serverHealth('s1'), empty);
  const payload = { serverId: 's1', at: 5, health: 'healthy', latencyMs: 3, reason: null } as const;
  apply({ type: 'server.health-checked', payload }, { type: 'server.health-checked', payload });
  expect(queries.getQueryData(queryKeys.server('s1'))).toMatchObject({ health: 'healthy', healthLatencyMs: 3 });
  expect(queries.getQueryData<{ history: unknown[] }>(queryKeys.serverHealth('s1'))?.history).toHaveLength(1);
});

test('a run is replaced in lists that were read page by page; its end renews the numbers', () => {
  const key = queryKeys.runList({ pages: true });
  queries.setQueryData(key, { pages: [{ items: [run()], nextCursor: null }], pageParams: [null] });
  apply({ type: 'run.updated', payload: run({ status: 'completed', finishedAt: 9 }) });
  const cached = queries.getQueryData<{ pages: { items: Run[] }[] }>(key);
  expect(cached?.pages[0]?.items[0]?.status).toBe('completed');
  expect(invalidated).toContain(queryKeys.summaries.join('/'));
});

test('results are kept for runs that are open, each once', () => {
  const stop = watchRunResults('r1');
  apply(
    { type: 'run.result-added', payload: result('a') },
    { type: 'run.result-added', payload: result('a') },
    { type: 'run.result-added', payload: result('b', 'other') },
  );
  expect(Object.keys(useLiveResults.getState().byRun.r1 ?? {})).toEqual(['a']);
  expect(useLiveResults.getState().byRun.other).toBeUndefined();
  stop();
  expect(useLiveResults.getState().byRun.r1).toBeUndefined();
});

test('measurements and log lines go to their buffers', () => {
  const sample = { name: 'server.latency_ms', unit: 'ms', serverId: 's1', labels: {}, value: 4, count: 1 };
  apply({ type: 'metrics.sampled', payload: { at: 7, samples: [sample] } });
  expect(useLiveMetrics.getState().points[seriesKey(sample)]).toEqual([{ ts: 7, value: 4, count: 1 }]);
  const line = { seq: 1, at: 1, level: 'info', source: 'lab', serverId: 's1', runId: null, message: 'x' } as const;
  apply({ type: 'log.written', payload: line });
  expect(useLiveLogs.getState().entries).toEqual([line]);
});

test('people are told of alerts, and rights are read anew when a user changed', () => {
  const alert = { id: 'a', title: 'one is down', detail: '' } as Extract<LabEvent, { type: 'alert.opened' }>['payload'];
  apply({ type: 'alert.opened', payload: alert });
  apply({ type: 'user.changed', payload: { id: 'u1', action: 'updated' } });
  expect(notes).toEqual(['one is down']);
  expect(changedUsers).toEqual(['u1']);
});

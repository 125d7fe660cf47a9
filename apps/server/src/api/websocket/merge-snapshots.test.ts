import type { LabEvent } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { mergeSnapshots } from './merge-snapshots.ts';

type Sampled = Extract<LabEvent, { type: 'metrics.sampled' }>;
type Sample = Sampled['payload']['samples'][number];

const sampled = (seq: number, samples: Partial<Sample>[]): Sampled => ({
  seq,
  at: seq * 5_000,
  channel: 'metrics',
  type: 'metrics.sampled',
  payload: {
    at: seq * 5_000,
    samples: samples.map((sample) => ({
      name: 'x',
      unit: '',
      serverId: null,
      labels: {},
      value: 0,
      count: 1,
      ...sample,
    })),
  },
});

test('durations become their mean by count, gauges their newest value, series stay apart', () => {
  const merged = mergeSnapshots([
    sampled(1, [
      { name: 'server.latency_ms', unit: 'ms', serverId: 'a', value: 10, count: 1 },
      { name: 'server.latency_ms', unit: 'ms', serverId: 'b', value: 7, count: 1 },
      { name: 'process.rss_bytes', unit: 'bytes', serverId: 'a', value: 100 },
    ]),
    sampled(2, [
      { name: 'server.latency_ms', unit: 'ms', serverId: 'a', value: 40, count: 2 },
      { name: 'process.rss_bytes', unit: 'bytes', serverId: 'a', value: 300 },
    ]),
  ]);
  expect(merged?.seq).toBe(2);
  expect(merged?.payload.samples.map(({ name, serverId, value, count }) => [name, serverId, value, count])).toEqual([
    ['server.latency_ms', 'a', 30, 3],
    ['server.latency_ms', 'b', 7, 1],
    ['process.rss_bytes', 'a', 300, 2],
  ]);
});

test('nothing becomes nothing, one stays as it is', () => {
  expect(mergeSnapshots([])).toBeUndefined();
  const one = sampled(1, [{ value: 3 }]);
  expect(mergeSnapshots([one])).toBe(one);
});

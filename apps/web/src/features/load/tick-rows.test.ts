import type { LoadTick } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { mergeTicks } from '@/lib/live/tick-store.ts';
import { toHeatmap } from './heatmap-cells.ts';
import { toTickRows, warmUpEnd } from './tick-rows.ts';

const none = { count: 0, min: null, mean: null, p50: null, p90: null, p95: null, p99: null, p999: null, max: null };
const tick = (second: number, changes: Partial<LoadTick> = {}): LoadTick => ({
  atMs: second * 1000,
  phase: 'measure',
  calls: 10,
  outcomes: { ok: 8, tool_error: 1, protocol_error: 0, timeout: 1, cancelled: 0, transport_error: 0, crash: 0 },
  latencyMs: none,
  inFlight: 1,
  vus: 1,
  targetRate: null,
  dropped: 0,
  bytesReceived: 0,
  sendLagP99Ms: null,
  generatorCpuPercent: null,
  serverCpuPercent: null,
  serverRssBytes: null,
  serverOpenFiles: null,
  serverThreads: null,
  buckets: [],
  ...changes,
});

test('a tick of several seconds is told per second, and only ok is no failure', () => {
  const [row] = toTickRows([tick(10, { calls: 50, serverRssBytes: 3 * 2 ** 20 })], 5);
  expect(row).toMatchObject({ second: 10, rate: 10, failed: 2, serverRssMiB: 3, serverCpu: null, p95: null });
});

test('a sliver at the end is no second', () => {
  expect(toTickRows([tick(1), tick(2), tick(2.1)], 1).map(({ second }) => second)).toEqual([1, 2]);
  expect(toTickRows([tick(1), tick(1.8)], 1)).toHaveLength(2);
});

test('the warm-up ends with its last second', () => {
  const rows = toTickRows([tick(1, { phase: 'warm-up' }), tick(2, { phase: 'warm-up' }), tick(3)], 1);
  expect(warmUpEnd(rows)).toBe(2);
  expect(warmUpEnd(rows.slice(2))).toBeNull();
});

test('what is stored and what arrives are one series, each second once', () => {
  const merged = mergeTicks([tick(1), tick(2)], [tick(2, { calls: 99 }), tick(3)]);
  expect(merged.map(({ atMs, calls }) => [atMs, calls])).toEqual([
    [1000, 10],
    [2000, 99],
    [3000, 10],
  ]);
});

test('ticks that share a column of the heatmap are added up, rows between are kept', () => {
  const ticks = [
    tick(1, { buckets: [[5, 7]] }),
    tick(2, {
      buckets: [
        [5, 1],
        [20, 2],
      ],
    }),
    tick(3, { buckets: [[20, 4]] }),
  ];
  expect(toHeatmap(ticks, 2)).toEqual({
    bounds: [20, 10, 5],
    columns: [
      { from: 0, to: 2, counts: [2, 0, 8] },
      { from: 2, to: 3, counts: [4, 0, 0] },
    ],
    most: 8,
  });
  expect(toHeatmap([tick(1)], 10).columns).toEqual([]);
});

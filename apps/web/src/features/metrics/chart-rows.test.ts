import { expect, test } from 'vitest';
import { buildChartRows } from './chart-rows.ts';

const series = (points: { ts: number; value: number; count: number }[]) => [
  { id: 's', name: 'n', unit: 'ms', serverId: 'x', labels: {}, points },
];
const point = (ts: number, value: number, count = 1) => ({ ts, value, count });

test('a regular series has no holes, whatever its cadence', () => {
  const points = [0, 30, 60, 90, 120, 150].map((second) => point(second * 1000, second));
  const rows = buildChartRows({ series: series(points), live: {}, from: 0, to: 150_000, stepMs: 10_000 });
  expect(rows.every((row) => typeof row.s === 'number')).toBe(true);
});

test('an outage is a hole, not a line', () => {
  const points = [0, 10, 20, 30, 90, 100, 110].map((second) => point(second * 1000, 1));
  const rows = buildChartRows({ series: series(points), live: {}, from: 0, to: 110_000, stepMs: 10_000 });
  expect(rows.some((row) => row.s === null)).toBe(true);
});

test('live points come after the stored ones and are not counted twice', () => {
  const live = { s: [point(1_000, 99), point(11_000, 7)] };
  const rows = buildChartRows({
    series: series([point(0, 1), point(10_000, 5)]),
    live,
    from: 0,
    to: 20_000,
    stepMs: 10_000,
  });
  const values = rows.map((row) => row.s).filter((value) => typeof value === 'number');
  expect(values).not.toContain(99);
  expect(Math.max(...values)).toBeLessThanOrEqual(6);
});

test('means are weighted by how much was measured', () => {
  const rows = buildChartRows({
    series: series([point(0, 10, 3), point(500, 50, 1)]),
    live: {},
    from: 0,
    to: 1_000,
    stepMs: 1_000,
  });
  expect(rows[0]?.s).toBe(20);
});

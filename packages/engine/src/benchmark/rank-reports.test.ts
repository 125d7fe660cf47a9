import { expect, test } from 'vitest';
import { medianInterval } from './median-interval.ts';
import { rankReports } from './rank-reports.ts';
import { type SampleRun, sampleReport } from './sample-report.ts';

const entry = (id: string, values: number[], run: SampleRun = {}) => ({
  id,
  reports: values.map((p50) => sampleReport({ p50, ...run })),
});
const around = (middle: number) => [-3, -2, -1, 0, 1, 2, 3].map((step) => middle * (1 + step / 100));

test('what is apart is ranked, what overlaps shares a rank, what has few runs comes last', () => {
  const [board] = rankReports(
    [entry('slow', around(30)), entry('fast', around(10)), entry('near', around(10.1)), entry('once', [1])],
    { metric: 'latency_p95' },
  );
  expect(board?.entries.map(({ id, rank, tiedWith }) => [id, rank, tiedWith])).toEqual([
    ['fast', 1, ['near']],
    ['near', 1, ['fast']],
    ['slow', 3, []],
    ['once', null, []],
  ]);
  expect(board?.entries[0]).toMatchObject({ runs: 7, median: 20 });
});

test('higher is better for a rate', () => {
  const [board] = rankReports([entry('slow', around(30)), entry('fast', around(10))], { metric: 'rate' });
  expect(board?.entries.map(({ id, rank }) => [id, rank])).toEqual([
    ['fast', 1],
    ['slow', 2],
  ]);
});

test('one board for each profile and each fingerprint, that with most runs first; invalid runs say nothing', () => {
  const boards = rankReports(
    [
      entry('a', [...around(10), ...around(11)]),
      entry('a', around(1), { profileHash: 'b'.repeat(64) }),
      entry('b', around(1), { fingerprintHash: 'e'.repeat(64) }),
      entry('c', around(1), { invalidBecause: ['The generator lagged.'] }),
    ],
    { metric: 'latency_p50' },
  );
  expect(boards.map((board) => board.entries.map(({ id }) => id))).toEqual([['a'], ['a'], ['b']]);
  expect(boards[0]?.leftOut).toEqual([{ id: 'c', why: expect.stringContaining('The generator lagged.') }]);
});

// Ranks 2 and 9 of 10, 6 and 15 of 20: table of the sign test's interval, Conover, Practical Nonparametric Statistics.
test('the interval of a median: order statistics', () => {
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index);
  expect(medianInterval(upTo(5), 0.95)).toBeUndefined();
  expect(medianInterval(upTo(6), 0.95)).toEqual([1, 6]);
  expect(medianInterval(upTo(10), 0.95)).toEqual([2, 9]);
  expect(medianInterval(upTo(20), 0.95)).toEqual([6, 15]);
  const [low, high] = medianInterval(upTo(999), 0.95) ?? [0, 0];
  const [below, above] = medianInterval(upTo(1_001), 0.95) ?? [0, 0];
  expect(Math.abs(low - below) + Math.abs(high + 2 - above)).toBeLessThan(6);
});

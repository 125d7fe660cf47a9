import { expect, test } from 'vitest';
import { createSeededRandom } from '../../random/seeded-random.ts';
import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import type { CallSample } from './call-sample.ts';
import { MeasuredSet } from './measured-set.ts';
import { TickKeeper, type TickReadings } from './tick-keeper.ts';

const sample = (latencyMs: number, outcome: CallSample['outcome'] = 'ok', detail = ''): CallSample => ({
  outcome,
  detail,
  latencyMs,
  firstByteMs: latencyMs,
  bytesSent: 10,
  bytesReceived: 20,
});
const readings = (atMs: number, phase: TickReadings['phase'] = 'measure'): TickReadings => ({
  atMs,
  phase,
  inFlight: 1,
  vus: 1,
  targetRate: null,
  sendLagP99Ms: null,
  generatorCpuPercent: 10,
  serverCpuPercent: null,
  serverRssBytes: null,
  serverOpenFiles: null,
  serverThreads: null,
});

test('100,000 names and as many failures take no more room than 200 of each', () => {
  const set = new MeasuredSet();
  for (let n = 0; n < 100_000; n++) set.record(`item-${n}`, sample(1, 'tool_error', `no ${n}`), n);
  expect(set.total.calls).toBe(100_000);
  const calls = set.calls();
  expect(calls).toHaveLength(201);
  expect(calls[0]).toMatchObject(['other', { calls: 99_800 }]);
  const errors = set.errors.list();
  expect(errors).toHaveLength(100);
  expect(errors.reduce((sum, { count }) => sum + count, 0)).toBe(100_000);
});

test('steps that are put together give what one measurement would have given', () => {
  const [left, right, whole] = [new MeasuredSet(), new MeasuredSet(), new MeasuredSet()];
  const random = createSeededRandom(1, 'merge');
  for (let n = 0; n < 2_000; n++) {
    const one = sample(random() * 100, n % 7 === 0 ? 'timeout' : 'ok', 'no answer');
    (n % 3 === 0 ? left : right).record(n % 2 === 0 ? 'a' : 'b', one, n);
    whole.record(n % 2 === 0 ? 'a' : 'b', one, n);
  }
  left.merge(right);
  expect(left.total.latency.toBytes()).toEqual(whole.total.latency.toBytes());
  expect(left.find('a')?.outcomes).toEqual(whole.find('a')?.outcomes);
  expect(left.errors.list()).toEqual(whole.errors.list());
});

test.each([
  ['as planned', 8_000, 5],
  ['longer than planned', 100, 4],
])(
  'a long run is told in longer ticks, whose percentiles are those of all their calls: %s',
  (_, planned, tickSeconds) => {
    const keeper = new TickKeeper(planned);
    const random = createSeededRandom(2, 'ticks');
    const all = new QuantileSketch();
    for (let second = 1; second <= 8_000; second++) {
      // Every second has its own distribution: a mean of percentiles would be far off.
      for (let call = 0; call < 3; call++) {
        const latencyMs = random() < 0.1 ? 500 + random() * 500 : 1 + random();
        keeper.record(sample(latencyMs));
        all.record(latencyMs);
      }
      keeper.close(readings(second * 1000, second <= 10 ? 'warm-up' : 'measure'));
    }
    const ticks = keeper.report();
    expect(keeper.tickSeconds).toBe(tickSeconds);
    expect(ticks.length).toBeLessThanOrEqual(3_600);
    expect(ticks.reduce((sum, { calls }) => sum + calls, 0)).toBe(24_000);
    expect(ticks.filter(({ phase }) => phase === 'warm-up').reduce((sum, { calls }) => sum + calls, 0)).toBe(30);
    expect(ticks.reduce((sum, { buckets }) => sum + buckets.reduce((most, [, count]) => most + count, 0), 0)).toBe(
      24_000,
    );
    const [piece] = keeper.pieces(1_000_000);
    expect(piece?.latencyMs.p95).toBeCloseTo(all.quantile(0.95) ?? 0, -1);
  },
);

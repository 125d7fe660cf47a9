import { expect, test } from 'vitest';
import { createSeededRandom } from '../random/seeded-random.ts';
import { findDrifts } from './find-drifts.ts';
import { TickKeeper } from './record/tick-keeper.ts';

/** Two hours, a tick for each six seconds, whose memory is what `rssOf` says, in MB at a time in hours. */
function keep(rssOf: (hours: number) => number): TickKeeper {
  const keeper = new TickKeeper(1_200);
  for (let second = 1; second <= 7_200; second += 6) {
    keeper.record({ outcome: 'ok', detail: '', latencyMs: 5, firstByteMs: 5, bytesSent: 1, bytesReceived: 1 });
    keeper.close({
      atMs: second * 1000,
      phase: 'measure',
      inFlight: 1,
      vus: 1,
      targetRate: null,
      sendLagP99Ms: null,
      generatorCpuPercent: 1,
      serverCpuPercent: 1,
      serverRssBytes: rssOf(second / 3_600) * 1_000_000,
      serverOpenFiles: 20,
      serverThreads: 7,
    });
  }
  return keeper;
}

const random = createSeededRandom(3, 'noise');
const verdictOf = (ticks: TickKeeper, metric: string) =>
  findDrifts(ticks, 7_200).find((drift) => drift.metric === metric);

test('memory that grows by 30 MB an hour under noise rises; files, threads and latency are steady', () => {
  const ticks = keep((hours) => 100 + hours * 30 + random() * 10);
  const drift = verdictOf(ticks, 'server_rss');
  expect(drift).toMatchObject({ verdict: 'rising', unit: 'MB/h' });
  expect(drift?.slopePerHour).toBeGreaterThan(25);
  expect(drift?.slopePerHour).toBeLessThan(35);
  for (const metric of ['open_files', 'threads', 'latency_p95']) {
    expect(verdictOf(ticks, metric)).toMatchObject({ verdict: 'steady' });
  }
});

test('memory that only rises while the server settles is steady', () => {
  expect(
    verdictOf(
      keep((hours) => 100 + Math.min(hours, 0.1) * 200 + random() * 2),
      'server_rss',
    ),
  ).toMatchObject({
    verdict: 'steady',
  });
});

test('where the interval holds both, nothing is said', () => {
  const drift = verdictOf(
    keep((hours) => 100 + hours * 6 + random() * 8),
    'server_rss',
  );
  expect(drift).toMatchObject({ verdict: 'undecided', text: expect.stringContaining('longer run') });
});

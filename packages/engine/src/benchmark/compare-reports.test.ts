import { benchmarkComparisonSchema, type LoadReport } from '@mcp-lab/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../random/seeded-random.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';
import { benchmarkMetricFacts } from './benchmark-metrics.ts';
import type { CompareOptions } from './compare-options.ts';
import { compareReports } from './compare-reports.ts';
import { fewestToProve } from './fewest-to-prove.ts';
import { type SampleRun, sampleReport } from './sample-report.ts';

const methods = ['interleaved', 'histories'] as const;

/** Runs whose medians scatter log-normally by `spread` around 10 ms times `factor`. */
function runsOf(
  count: number,
  options: { factor?: number; spread?: number; seed?: string; run?: SampleRun } = {},
): LoadReport[] {
  const random = createSeededRandom(11, options.seed ?? 'runs');
  return Array.from({ length: count }, () => {
    const noise = (options.spread ?? 0.01) * normalQuantile(Math.max(random(), 1e-9));
    return sampleReport({ p50: 10 * (options.factor ?? 1) * Math.exp(noise), ...options.run });
  });
}

function verdictsOf(
  base: LoadReport[],
  head: LoadReport[],
  method: CompareOptions['method'],
  more: Partial<CompareOptions> = {},
) {
  const found = compareReports(base, head, { method, ...more });
  expect(benchmarkComparisonSchema.parse(found)).toEqual(found);
  return { found, of: Object.fromEntries(found.metrics.map((metric) => [metric.metric, metric.verdict])) };
}

describe.each(methods)('%s', (method) => {
  test('a real slowdown is found in every metric that it touches, and in no other', () => {
    const { found, of } = verdictsOf(runsOf(20), runsOf(20, { factor: 1.1, seed: 'head' }), method);
    expect(of).toEqual({
      rate: 'worse',
      latency_p50: 'worse',
      latency_p95: 'worse',
      latency_p99: 'worse',
      failed_ratio: 'same',
      first_byte_p50: 'worse',
      server_cpu_per_call: 'worse',
      server_rss_max: 'same',
    });
    expect(found.verdict).toBe('worse');
    expect(found.missing.map((entry) => entry.metric)).toEqual(['knee_rate']);
    const p95 = found.metrics.find((metric) => metric.metric === 'latency_p95');
    expect(p95?.shift).toBeGreaterThan(0.08);
    expect(p95?.shift).toBeLessThan(0.12);
    expect(p95?.text).toMatch(/^latency p95: \d+\.\d % higher \(.+\), worse\.$/);
  });

  test('a real improvement is better, also where higher is better', () => {
    const { found, of } = verdictsOf(runsOf(20), runsOf(20, { factor: 0.9, seed: 'head' }), method);
    expect([of.rate, of.latency_p95, found.verdict]).toEqual(['better', 'better', 'better']);
  });

  test('runs of one thing are the same where they scatter little', () => {
    const { found, of } = verdictsOf(runsOf(20), runsOf(20, { seed: 'head' }), method);
    expect(new Set(Object.values(of))).toEqual(new Set(['same']));
    expect(found.verdict).toBe('same');
  });

  test('and where they scatter much nothing is proved, with the runs that would decide it', () => {
    const { found } = verdictsOf(runsOf(8, { spread: 0.2 }), runsOf(8, { spread: 0.2, seed: 'other' }), method);
    const p50 = found.metrics.find((metric) => metric.metric === 'latency_p50');
    expect([p50?.verdict, found.verdict]).toEqual(['unproved', 'unproved']);
    expect(p50?.runsNeeded).toBeGreaterThan(8);
  });

  test('a shift that is sure but lies on the margin is not called worse', () => {
    const { found } = verdictsOf(runsOf(20), runsOf(20, { factor: 1.05, seed: 'head' }), method);
    const p50 = found.metrics.find((metric) => metric.metric === 'latency_p50');
    expect(p50?.pAdjusted).toBeLessThan(0.01);
    expect(p50?.verdict).toBe('unproved');
    expect(p50?.text).toContain('that it is more than 5.0 % is not proved');
  });

  test('the margin is the user’s: 3 % is worse to whom 1 % matters, and the same to whom 10 % does', () => {
    const [base, head] = [runsOf(20, { spread: 0.005 }), runsOf(20, { spread: 0.005, factor: 1.03, seed: 'head' })];
    expect(verdictsOf(base, head, method, { margin: 0.01 }).of.latency_p50).toBe('worse');
    expect(verdictsOf(base, head, method, { margin: 0.1 }).of.latency_p50).toBe('same');
  });

  test('more failed calls are worse even where the rest is faster: mixed, with a warning', () => {
    const { found, of } = verdictsOf(
      runsOf(20),
      runsOf(20, { factor: 0.8, seed: 'head', run: { failedRatio: 0.2 } }),
      method,
    );
    expect([of.failed_ratio, of.latency_p50, found.verdict]).toEqual(['worse', 'better', 'mixed']);
    expect(found.cautions.join()).toContain('20.0 % of the calls of head failed');
    expect(found.metrics.find((metric) => metric.metric === 'failed_ratio')?.shift).toBeCloseTo(0.2, 9);
  });

  test('too few runs prove nothing, however far apart', () => {
    const { found, of } = verdictsOf(runsOf(3), runsOf(3, { factor: 5 }), method);
    expect(new Set(Object.values(of))).toEqual(new Set(['unproved']));
    const fewest = fewestToProve(method, 0.01);
    expect(found.cautions.join()).toContain(`With fewer than ${fewest} `);
    // One more than the fewest, as two metrics of the eight did not move and each p is adjusted for all.
    const enough = fewest + 1;
    expect(verdictsOf(runsOf(enough), runsOf(enough, { factor: 5 }), method).found.verdict).toBe('worse');
  });

  test('no runs, and runs of other profiles, are refused', () => {
    const other = compareReports(runsOf(6), runsOf(6, { run: { profileHash: 'b'.repeat(64) } }), { method });
    expect(other.refusals).toEqual([expect.stringContaining('different load profiles')]);
    expect([other.verdict, other.metrics]).toEqual(['unproved', []]);
    expect(other.text).toContain('No verdict.');
    expect(compareReports([], [], { method, headLabel: 'new' }).refusals).toEqual([
      'There is no run of base.',
      'There is no run of new.',
    ]);
  });

  test('invalid and aborted runs are left out and named, as is what some runs did not measure', () => {
    const head = runsOf(12, { factor: 1.2, seed: 'head' });
    head[1] = sampleReport({ p50: 900, invalidBecause: ['The generator used 99 % of its core.'] });
    head[2] = sampleReport({ p50: 900, abortedBy: 'latency p(95)<500' });
    head[3] = sampleReport({ p50: 12, serverRssBytes: null, serverCpuPercent: 0 });
    const { found } = verdictsOf(runsOf(12), head, method);
    expect(found.head).toMatchObject({ runs: 12, used: 10 });
    expect(found.base.used).toBe(method === 'interleaved' ? 10 : 12);
    expect(found.head.leftOut.map((run) => run.position)).toEqual([1, 2]);
    expect(found.cautions.join('\n')).toContain(
      'Left out 1 of 12 runs of head: The generator was itself the bottleneck',
    );
    expect(found.missing.map((entry) => entry.metric)).toEqual(['server_cpu_per_call', 'server_rss_max', 'knee_rate']);
    expect(found.verdict).toBe('worse');
  });

  test('a search for the knee is compared by the knee alone', () => {
    const knees = (rates: number[]) => rates.map((kneeRate) => sampleReport({ kneeRate }));
    const base = [800, 805, 810, 800, 795, 802, 798, 801, 803, 799];
    const { of } = verdictsOf(knees(base), knees(base.map((rate) => rate / 2)), method);
    expect(of).toEqual({ knee_rate: 'worse' });
  });

  test('sides swapped turn every verdict around', () => {
    const turned = { better: 'worse', worse: 'better', same: 'same', unproved: 'unproved', mixed: 'mixed' };
    const side = fc.array(fc.integer({ min: 95, max: 120 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(side, side, (left, right) => {
        const [a, b] = [left, right].map((values) => values.map((p50) => sampleReport({ p50 })));
        const there = compareReports(a ?? [], b ?? [], { method });
        const back = compareReports(b ?? [], a ?? [], { method });
        for (const [index, metric] of there.metrics.entries()) {
          expect(1 + metric.shift).toBeCloseTo(1 / (1 + (back.metrics[index]?.shift ?? 0)), 6);
          expect(metric.p).toBeCloseTo(back.metrics[index]?.p ?? -1, 9);
          // The bootstrap draws other pairs only if the seed differs, but its percentiles are not quite symmetric.
          if (method === 'histories') expect(back.metrics[index]?.verdict).toBe(turned[metric.verdict]);
        }
      }),
      { numRuns: 8 },
    );
  });
});

test('histories from different machines are refused; measured interleaved they are compared with a caution', () => {
  const [base, head] = [runsOf(8), runsOf(8, { run: { fingerprintHash: 'e'.repeat(64), cores: 64 } })];
  const apart = compareReports(base, head, { method: 'histories' });
  expect(apart.refusals.join()).toContain('cores: 2, 64');
  const together = compareReports(base, head, { method: 'interleaved' });
  expect(together.refusals).toEqual([]);
  expect(together.cautions.join()).toContain('cores: 2, 64');
});

test('drift that both of a pair share hides a shift from histories, and not from pairs', () => {
  const random = createSeededRandom(3, 'drift');
  const drifting = (factor: number) =>
    Array.from({ length: 20 }, (_, index) =>
      sampleReport({ p50: 10 * factor * 1.08 ** index * (1 + 0.02 * (random() - 0.5)), startedAt: index * 1e5 }),
    );
  const [base, head] = [drifting(1), drifting(1.15)];
  expect(compareReports(base, head, { method: 'histories' }).verdict).toBe('unproved');
  expect(compareReports(base, head, { method: 'interleaved' }).verdict).toBe('worse');
});

test('old against new says that time went by', () => {
  const found = compareReports(runsOf(8, { run: { startedAt: 1 } }), runsOf(8, { run: { startedAt: 2 } }), {
    method: 'histories',
  });
  expect(found.cautions).toEqual([expect.stringContaining('older than all of the other')]);
});

test('interleaved sides of unequal length, and runs without bound, are a mistake of the caller', () => {
  expect(() => compareReports(runsOf(3), runsOf(4), { method: 'interleaved' })).toThrow(RangeError);
  const many = new Array<LoadReport>(1_001).fill(sampleReport());
  expect(() => compareReports(many, many, { method: 'histories' })).toThrow('more than 1000 runs');
});

test('CPU per call is that of whole seconds: 20 % of a second for 100 calls is 2 ms', () => {
  const report = sampleReport({ p50: 10 });
  expect(benchmarkMetricFacts.server_cpu_per_call.of(report)).toBeCloseTo(2_000, 6);
  const late = report.ticks.map((tick, index) => ({ ...tick, atMs: (index + 1) * 2_000 }));
  expect(benchmarkMetricFacts.server_cpu_per_call.of({ ...report, ticks: late })).toBeCloseTo(4_000, 6);
  expect(benchmarkMetricFacts.server_cpu_per_call.of({ ...report, ticks: report.ticks.slice(0, 3) })).toBeNull();
});

test('the fewest that can prove anything: 2 of 2^n, and 2 of (2n over n)', () => {
  expect([fewestToProve('interleaved', 0.05), fewestToProve('interleaved', 0.01)]).toEqual([6, 8]);
  expect([fewestToProve('histories', 0.05), fewestToProve('histories', 0.01)]).toEqual([4, 5]);
});

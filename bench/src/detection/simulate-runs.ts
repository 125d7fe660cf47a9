import type { LoadReport } from '@mcp-lab/contracts';
import { sampleReport } from '@mcp-lab/engine/benchmark/sample-report';
import { createSeededRandom } from '@mcp-lab/engine/random/seeded-random';
import { normalQuantile } from '@mcp-lab/engine/statistics/normal-quantile';

/** How the runs of a simulated machine scatter. */
export interface Scatter {
  name: string;
  /** Standard deviation of the logarithm of a run's figures, each on its own. */
  spread: number;
  /** Of the step by which the machine as a whole gets slower or faster from one pair to the next. */
  drift: number;
  /** The share of runs that something disturbed, which makes them half as slow again. */
  disturbed: number;
}

const template = sampleReport();

/** Pairs of runs of which the second is slower by `factor`. Half of what scatters is common to all figures of a run. */
export function simulatePairs(
  scatter: Scatter,
  options: { count: number; factor: number; seed: number },
): { base: LoadReport[]; head: LoadReport[] } {
  const random = createSeededRandom(options.seed, `${scatter.name} ${options.factor}`);
  const normal = () => normalQuantile(Math.max(random(), 1e-12));
  let machine = 0;
  const pairs = Array.from({ length: options.count }, () => {
    machine += scatter.drift * normal();
    return [1, options.factor].map((factor) => {
      const common = machine + scatter.spread * Math.SQRT1_2 * normal();
      const disturbance = random() < scatter.disturbed ? 1.5 : 1;
      return simulateRun(() => factor * disturbance * Math.exp(common + scatter.spread * Math.SQRT1_2 * normal()));
    });
  });
  return { base: pairs.flatMap(([base]) => base ?? []), head: pairs.flatMap(([, head]) => head ?? []) };
}

/** `slow` gives how much slower than usual, anew for each figure. */
function simulateRun(slow: () => number): LoadReport {
  const { total, ticks } = template;
  const latencyMs = { ...total.latencyMs, p50: 10 * slow(), p95: 20 * slow(), p99: 30 * slow() };
  const cpu = slow();
  return {
    ...template,
    total: {
      ...total,
      latencyMs,
      firstByteMs: { ...total.firstByteMs, p50: 9 * slow() },
      rate: 100 / slow(),
      failedRatio: 0,
    },
    ticks: ticks.map((tick) => ({
      ...tick,
      serverCpuPercent: 20 * cpu,
      serverRssBytes: 5e7,
    })),
  };
}

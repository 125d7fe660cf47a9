import { type LoadReport, type LoadTick, loadProfileSchema } from '@mcp-lab/contracts';
import { hashLoadProfile } from '@mcp-lab/engine/load/hash-load-profile';

const noOutcomes = {
  ok: 0,
  tool_error: 0,
  protocol_error: 0,
  timeout: 0,
  cancelled: 0,
  transport_error: 0,
  crash: 0,
};
const quantiles = (p50: number) => ({
  count: 100,
  min: p50 / 2,
  mean: p50,
  p50,
  p90: p50 * 1.5,
  p95: p50 * 2,
  p99: p50 * 3,
  p999: p50 * 4,
  max: p50 * 5,
});

/** A second of a load, for tests of what is done with it. */
export function sampleTick(second: number): LoadTick {
  return {
    atMs: second * 1_000,
    phase: 'measure',
    calls: 10,
    outcomes: { ...noOutcomes, ok: 10 },
    latencyMs: quantiles(second),
    inFlight: 1,
    vus: 1,
    targetRate: null,
    dropped: 0,
    bytesReceived: 1_000,
    sendLagP99Ms: 0.1,
    generatorCpuPercent: 20,
    serverCpuPercent: null,
    serverRssBytes: null,
    serverOpenFiles: null,
    serverThreads: null,
    buckets: [[1, 10]],
  };
}

interface Sample {
  /** The others follow from it. */
  p50: number;
  profile?: object;
  machine?: string;
  valid?: boolean;
  startedAt?: number;
}

/** A report as a load run gives it, for tests of what is done with it. */
export function sampleLoad({ p50, profile = {}, machine = 'a', valid = true, startedAt = 1 }: Sample): LoadReport {
  const parsed = loadProfileSchema.parse(profile);
  const stats = {
    name: 'add',
    calls: 100,
    rate: 1_000 / p50,
    failedRatio: 0,
    outcomes: { ...noOutcomes, ok: 100 },
    latencyMs: quantiles(p50),
    firstByteMs: quantiles(p50),
    bytesSent: 1_000,
    bytesReceived: 2_000,
    latencySketch: '',
  };
  return {
    profile: parsed,
    profileHash: hashLoadProfile(parsed),
    fingerprint: {
      hash: machine.charCodeAt(0).toString(16).padStart(16, '0'),
      cpu: `CPU of ${machine}`,
      cores: 2,
      memoryBytes: 1e9,
      platform: 'linux x64',
      node: 'v24',
      labVersion: '0',
      transport: 'stdio',
      local: true,
    },
    startedAt,
    revision: '2026-07-28',
    warmUpSeconds: 0,
    measuredSeconds: 3,
    total: { ...stats, name: 'all' },
    calls: [stats],
    errors: [],
    iterations: { started: 100, completed: 100, dropped: 0, interrupted: 0 },
    targetRate: null,
    generator: {
      sendLagMs: quantiles(0.1),
      cpuPercent: 20,
      cpuPercentMax: 30,
      cpuMicrosecondsPerCall: 30,
      valid,
      invalidBecause: valid ? [] : ['the generator was at its limit'],
    },
    thresholds: [
      {
        metric: 'latency',
        expression: 'p(95)<500',
        abortOnFail: false,
        delayAbortEvalSeconds: 0,
        ok: p50 * 2 < 500,
        observed: p50 * 2,
        aborted: false,
      },
    ],
    abortedBy: null,
    knee: null,
    drifts: [],
    ticks: [sampleTick(1), sampleTick(2), sampleTick(3)],
    tickSeconds: 1,
  };
}

import { type LoadReport, loadReportSchema, type OutcomeCounts, type Quantiles } from '@mcp-lab/contracts';
import { QuantileSketch } from '../statistics/quantile-sketch.ts';

/** What tests of comparison differ in. Everything else is a sound run of one profile on one machine. */
export interface SampleRun {
  /** Median latency; the other percentiles, the first byte and the rate follow it. */
  p50?: number;
  rate?: number;
  failedRatio?: number;
  serverRssBytes?: number | null;
  serverCpuPercent?: number | null;
  profileHash?: string;
  fingerprintHash?: string;
  cores?: number;
  startedAt?: number;
  invalidBecause?: string[];
  abortedBy?: string | null;
  kneeRate?: number;
}

const outcomes: OutcomeCounts = {
  ok: 0,
  tool_error: 0,
  protocol_error: 0,
  timeout: 0,
  cancelled: 0,
  transport_error: 0,
  crash: 0,
};

/** A report as a run of ten seconds leaves it, made up: the statistics are tested on runs whose truth is known. */
export function sampleReport(run: SampleRun = {}): LoadReport {
  const p50 = run.p50 ?? 10;
  const rate = run.rate ?? 1_000 / p50;
  const calls = Math.round(rate * 10);
  const failed = Math.round(calls * (run.failedRatio ?? 0));
  const latencyMs = quantilesAround(p50, calls);
  const counts = { ...outcomes, ok: calls - failed, tool_error: failed };
  const tick = {
    phase: 'measure',
    calls: rate,
    outcomes: { ...outcomes, ok: Math.round(rate) },
    latencyMs,
    inFlight: 1,
    vus: 1,
    targetRate: null,
    dropped: 0,
    bytesReceived: 1_000,
    sendLagP99Ms: null,
    generatorCpuPercent: 5,
    serverCpuPercent: run.serverCpuPercent === undefined ? 20 : run.serverCpuPercent,
    serverRssBytes: run.serverRssBytes === undefined ? 5e7 : run.serverRssBytes,
    serverOpenFiles: null,
    serverThreads: null,
    buckets: [],
  };
  const invalidBecause = run.invalidBecause ?? [];
  return loadReportSchema.parse({
    profile: run.kneeRate === undefined ? {} : { executor: { type: 'find-knee' } },
    profileHash: run.profileHash ?? 'a'.repeat(64),
    fingerprint: {
      hash: run.fingerprintHash ?? 'f'.repeat(64),
      cpu: 'a processor',
      cores: run.cores ?? 2,
      memoryBytes: 8e9,
      platform: 'linux',
      node: '24',
      labVersion: '0.1.0',
      transport: 'stdio',
      local: true,
    },
    startedAt: run.startedAt ?? 1_700_000_000_000,
    revision: '2025-11-25',
    warmUpSeconds: 0,
    measuredSeconds: 10,
    total: {
      name: 'all',
      calls,
      rate,
      failedRatio: run.failedRatio ?? 0,
      outcomes: counts,
      latencyMs,
      firstByteMs: quantilesAround(p50 * 0.9, calls),
      bytesSent: 1,
      bytesReceived: 1,
      latencySketch: new QuantileSketch().toBase64(),
    },
    calls: [],
    errors: [],
    iterations: { started: calls, completed: calls, dropped: 0, interrupted: 0 },
    targetRate: null,
    generator: {
      sendLagMs: quantilesAround(0.1, calls),
      cpuPercent: 5,
      cpuPercentMax: 8,
      cpuMicrosecondsPerCall: 30,
      valid: invalidBecause.length === 0,
      invalidBecause,
    },
    thresholds: [],
    abortedBy: run.abortedBy ?? null,
    knee:
      run.kneeRate === undefined
        ? null
        : { rate: run.kneeRate, interval: [run.kneeRate, null], objective: [], steps: [] },
    drifts: [],
    ticks: Array.from({ length: 10 }, (_, second) => ({
      ...tick,
      calls: Math.round(rate),
      atMs: (second + 1) * 1_000,
    })),
    tickSeconds: 1,
  });
}

function quantilesAround(p50: number, count: number): Quantiles {
  return {
    count,
    min: p50 * 0.5,
    mean: p50 * 1.1,
    p50,
    p90: p50 * 1.5,
    p95: p50 * 2,
    p99: p50 * 3,
    p999: p50 * 5,
    max: p50 * 8,
  };
}

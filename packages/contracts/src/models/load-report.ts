import { z } from 'zod';
import { loadProfileSchema, thresholdSchema } from './load-profile.ts';
import { timestampSchema } from './primitives.ts';
import { transportKinds } from './server.ts';

const count = z.int().nonnegative();

/** Milliseconds, from the intended start of a call; null where no call was measured. */
export const quantilesSchema = z.object({
  count,
  min: z.number().nullable(),
  mean: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  p999: z.number().nullable(),
  max: z.number().nullable(),
});
export type Quantiles = z.infer<typeof quantilesSchema>;

/** How many calls ended how; the names are those of `callOutcomes`. */
export const outcomeCountsSchema = z.object({
  ok: count,
  tool_error: count,
  protocol_error: count,
  timeout: count,
  cancelled: count,
  transport_error: count,
  crash: count,
});
export type OutcomeCounts = z.infer<typeof outcomeCountsSchema>;

/**
 * What was measured of one kind of call, or of all. Only `ok` is a success. Latencies are of all calls that were answered, and
 * of those that were waited for in vain, which count with the time of the wait: to leave them out would flatter the server.
 */
export const callStatsSchema = z.object({
  name: z.string().max(200),
  calls: count,
  /** Per second of the measured time. */
  rate: z.number(),
  failedRatio: z.number(),
  outcomes: outcomeCountsSchema,
  latencyMs: quantilesSchema,
  firstByteMs: quantilesSchema,
  bytesSent: z.number(),
  bytesReceived: z.number(),
  /** The mergeable sketch behind `latencyMs`, base64. */
  latencySketch: z.string(),
});
export type CallStats = z.infer<typeof callStatsSchema>;

/** What failed calls said, grouped by their signature. */
export const errorKindSchema = z.object({
  call: z.string().max(200),
  outcome: z.string().max(60),
  message: z.string().max(500),
  count,
  firstAtMs: z.number(),
});

/** One second of a run. Times are milliseconds since the run began. */
export const loadTickSchema = z.object({
  atMs: z.number(),
  phase: z.enum(['warm-up', 'measure']),
  calls: count,
  outcomes: outcomeCountsSchema,
  latencyMs: quantilesSchema,
  inFlight: count,
  vus: count,
  /** Calls per second that were asked for; null in closed models. */
  targetRate: z.number().nullable(),
  dropped: count,
  bytesReceived: z.number(),
  /** The generator's own. */
  sendLagP99Ms: z.number().nullable(),
  generatorCpuPercent: z.number().nullable(),
  /** Of the server and all it started, where it runs on this machine and was started by the lab. */
  serverCpuPercent: z.number().nullable(),
  serverRssBytes: z.number().nullable(),
  serverOpenFiles: z.number().nullable(),
  serverThreads: z.number().nullable(),
  /** Histogram for the heatmap: [upper bound in ms, calls], bounds of `heatmapBoundsMs`. */
  buckets: z.array(z.tuple([z.number(), count])),
});
export type LoadTick = z.infer<typeof loadTickSchema>;

/** Upper bounds of the latency heatmap's rows, in ms: three per decade from 0.1 ms, the last one takes the rest. */
export const heatmapBoundsMs = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 600_000,
] as const;

/** Where and on what a run was made: only runs with the same hash are ranked against each other. */
export const fingerprintSchema = z.object({
  hash: z.string().max(64),
  cpu: z.string().max(200),
  cores: count,
  memoryBytes: z.number(),
  platform: z.string().max(100),
  node: z.string().max(60),
  labVersion: z.string().max(60),
  transport: z.enum(transportKinds),
  /** Whether the server runs on the machine of the generator. */
  local: z.boolean(),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

export const thresholdResultSchema = thresholdSchema.extend({
  ok: z.boolean().nullable().describe('null: there was nothing to judge'),
  observed: z.number().nullable(),
  /** It ended the run. */
  aborted: z.boolean(),
});

export const kneeStepSchema = z.object({
  rate: z.number(),
  achievedRate: z.number(),
  seconds: z.number(),
  holds: z.boolean(),
  /** Objectives that were crossed, or why the step says nothing about the server. */
  why: z.string().max(1_000),
  /** False where the generator was the bottleneck. */
  valid: z.boolean(),
  latencyMs: quantilesSchema,
  failedRatio: z.number(),
});

export const kneeSchema = z.object({
  /** The largest rate that held the objective; null where not even the first did. */
  rate: z.number().nullable(),
  /** Held at the first, broke at the second; null: no rate that breaks was reached. */
  interval: z.tuple([z.number(), z.number().nullable()]).nullable(),
  objective: z.array(z.string()),
  steps: z.array(kneeStepSchema),
});
export type Knee = z.infer<typeof kneeSchema>;

/** A slope per hour or per 1,000 calls with its 95 % interval, and what it allows to say. */
export const driftSchema = z.object({
  metric: z.enum(['server_rss', 'open_files', 'threads', 'latency_p95']),
  unit: z.string().max(40),
  slopePerHour: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  verdict: z.enum(['rising', 'falling', 'steady', 'undecided']),
  text: z.string().max(500),
});
export type Drift = z.infer<typeof driftSchema>;

/** Everything a load or soak run measured. */
export const loadReportSchema = z.object({
  profile: loadProfileSchema,
  /** SHA-256 of the canonical profile: only runs of one profile are compared. */
  profileHash: z.string().max(64),
  fingerprint: fingerprintSchema,
  startedAt: timestampSchema,
  revision: z.string().max(40),
  /** What a reader has to know of how it was done: what of the mix was made up or left out, how sessions were shared. */
  notes: z.array(z.string().max(500)).max(100).optional(),
  /** Sessions or processes. `reopened`: ended under load and were opened again. */
  sessions: z.object({ asked: count, opened: count, reopened: count }).optional(),
  warmUpSeconds: z.number(),
  measuredSeconds: z.number(),
  total: callStatsSchema,
  /** By name, most calls first; past a cap the rest is folded into `other`. */
  calls: z.array(callStatsSchema).max(300),
  errors: z.array(errorKindSchema).max(100),
  iterations: z.object({
    started: count,
    completed: count,
    /** Should have started and could not: all users were busy. */
    dropped: count,
    /** Under way when the run ended. */
    interrupted: count,
  }),
  targetRate: z.number().nullable(),
  generator: z.object({
    /** How late calls were sent, against their intended start, by the generator's own fault. */
    sendLagMs: quantilesSchema,
    cpuPercent: z.number(),
    cpuPercentMax: z.number(),
    cpuMicrosecondsPerCall: z.number().nullable(),
    valid: z.boolean(),
    invalidBecause: z.array(z.string().max(500)).max(20),
  }),
  thresholds: z.array(thresholdResultSchema).max(100),
  /** The threshold that ended the run before its time. */
  abortedBy: z.string().max(500).nullable(),
  knee: kneeSchema.nullable(),
  /** Of a soak run. */
  drifts: z.array(driftSchema).max(10),
  ticks: z.array(loadTickSchema).max(5_000),
  /** How many seconds each tick stands for: long runs are told in longer ones. */
  tickSeconds: z.number(),
});
export type LoadReport = z.infer<typeof loadReportSchema>;

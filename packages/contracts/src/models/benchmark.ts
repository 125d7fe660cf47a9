import { z } from 'zod';
import { loadProfileSchema } from './load-profile.ts';
import { fingerprintSchema, loadReportSchema, loadTickSchema } from './load-report.ts';
import { idSchema, nameSchema, timestampSchema } from './primitives.ts';
import { runOptionsSchema, runOutcomes, runStatuses } from './run.ts';

export const benchmarkKinds = ['load', 'soak'] as const;
export type BenchmarkKind = (typeof benchmarkKinds)[number];

/** What a benchmark tells its runs beside the profile: which tools may be called, and what the user knows of the server. */
export const benchmarkOptionsSchema = runOptionsSchema.pick({
  revisions: true,
  allowSideEffects: true,
  seed: true,
  inputs: true,
});
export type BenchmarkOptions = z.infer<typeof benchmarkOptionsSchema>;

/** The figures of one run of a benchmark. All but the run itself are null until it has measured something. */
export const benchmarkRunSummarySchema = z.object({
  run: z.object({
    id: idSchema,
    kind: z.enum(benchmarkKinds),
    status: z.enum(runStatuses),
    outcome: z.enum(runOutcomes).nullable(),
    reason: z.string().nullable(),
    createdAt: timestampSchema,
    startedAt: timestampSchema.nullable(),
    finishedAt: timestampSchema.nullable(),
  }),
  /** Milliseconds, from the intended start of a call. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  /** Calls per second of the measured time. */
  rate: z.number().nullable(),
  failedRatio: z.number().nullable(),
  calls: z.int().nullable(),
  /** False where the generator was itself the bottleneck: the figures say nothing about the server. */
  valid: z.boolean().nullable(),
  /** Of a find-knee run: the largest rate that held. */
  kneeRate: z.number().nullable(),
  /** How many thresholds held and how many were crossed. */
  thresholds: z.object({ ok: z.int(), crossed: z.int() }).nullable(),
  profileHash: z.string().nullable(),
  fingerprintHash: z.string().nullable(),
});
export type BenchmarkRunSummary = z.infer<typeof benchmarkRunSummarySchema>;

/** A saved load: a server, a profile and what its runs may do. */
export const benchmarkSchema = z.object({
  id: idSchema,
  name: nameSchema,
  description: z.string(),
  serverId: idSchema,
  serverName: z.string(),
  kind: z.enum(benchmarkKinds),
  profile: loadProfileSchema,
  /** SHA-256 of the canonical profile; changes with it. Runs are compared and ranked within one. */
  profileHash: z.string(),
  options: benchmarkOptionsSchema,
  lastRun: benchmarkRunSummarySchema.nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type Benchmark = z.infer<typeof benchmarkSchema>;

/**
 * What a load or soak run measured. While it runs `report` is null and `ticks` are those so far, of the last hour at most;
 * afterwards each tick stands for `tickSeconds`. A run that was cut off keeps its ticks and has no report.
 */
export const runLoadSchema = z.object({
  report: loadReportSchema.omit({ ticks: true }).nullable(),
  ticks: z.array(loadTickSchema),
  tickSeconds: z.number(),
});
export type RunLoad = z.infer<typeof runLoadSchema>;

export const leaderboardOrders = ['p50', 'p95', 'p99', 'rate', 'kneeRate'] as const;
export type LeaderboardOrder = (typeof leaderboardOrders)[number];

/** Valid runs of one profile on one machine over one transport: only these are ranked against one another. */
export const leaderboardGroupSchema = z.object({
  profileHash: z.string(),
  fingerprintHash: z.string(),
  fingerprint: fingerprintSchema,
  profile: loadProfileSchema,
  /** Names of benchmarks whose runs are in it, at most 20. */
  benchmarks: z.array(z.string()),
  servers: z.int(),
  runs: z.int(),
  lastRunAt: timestampSchema,
});
export type LeaderboardGroup = z.infer<typeof leaderboardGroupSchema>;

/** A server at its place; its figures are the medians over its newest runs of the group, at most ten. */
export const leaderboardEntrySchema = z.object({
  /** From 1. Servers that no test tells apart share one. */
  rank: z.int(),
  serverId: idSchema,
  serverName: z.string(),
  benchmarkId: idSchema.nullable(),
  benchmarkName: z.string().nullable(),
  runs: z.int(),
  newestRunId: idSchema,
  newestRunAt: timestampSchema,
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  rate: z.number().nullable(),
  failedRatio: z.number().nullable(),
  kneeRate: z.number().nullable(),
});
export type LeaderboardEntry = z.infer<typeof leaderboardEntrySchema>;

export const leaderboardSchema = z.object({
  /** To choose from, the newest first. */
  groups: z.array(leaderboardGroupSchema),
  /** The one that is ranked: as asked for, else the newest; null where no run is valid. */
  group: leaderboardGroupSchema.nullable(),
  by: z.enum(leaderboardOrders),
  entries: z.array(leaderboardEntrySchema),
  /** What keeps the ranking from saying more, in sentences. */
  cautions: z.array(z.string()),
});
export type Leaderboard = z.infer<typeof leaderboardSchema>;

import { z } from 'zod';
import { benchmarkComparisonSchema, benchmarkMetrics } from './benchmark-comparison.ts';
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
  /**
   * SHA-256 of the canonical profile as it is saved. That of a run is over what it called: the same where the profile names
   * its calls, another where it leaves them to the server's surface. Runs are compared and ranked within one of theirs.
   */
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

/** A server at its place. */
export const leaderboardEntrySchema = z.object({
  /**
   * One more than the number of servers proved better: those whose interval lies wholly on the better side. Servers whose
   * intervals overlap are not told apart and may share a rank. Null: too few runs for an interval, listed last.
   */
  rank: z.int().nullable(),
  serverId: idSchema,
  serverName: z.string(),
  /** Of the newest runs of the group, twenty at most. */
  runs: z.int(),
  /** Of the metric that is ranked by, with its interval; null: too few runs. */
  median: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Ids of the servers it is not told apart from. */
  tiedWith: z.array(idSchema),
  benchmarkId: idSchema.nullable(),
  benchmarkName: z.string().nullable(),
  newestRunId: idSchema,
  newestRunAt: timestampSchema,
  /** Medians over the same runs. */
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
  metric: z.enum(benchmarkMetrics),
  betterWhen: z.enum(['higher', 'lower']),
  confidence: z.number(),
  entries: z.array(leaderboardEntrySchema),
  /** Servers whose runs of the group say nothing by this metric, with the reason. */
  leftOut: z.array(z.object({ serverId: idSchema, serverName: z.string(), why: z.string() })),
});
export type Leaderboard = z.infer<typeof leaderboardSchema>;

const comparedRunsSchema = z.object({
  /** Null where runs were named. */
  benchmarkId: idSchema.nullable(),
  label: z.string(),
  /** In the order in which they were compared, oldest first: positions in `comparison` count from 0 here. */
  runs: z.array(benchmarkRunSummarySchema),
});

/** Two sets of runs and what they prove. */
export const benchmarksComparedSchema = z.object({
  base: comparedRunsSchema,
  head: comparedRunsSchema,
  comparison: benchmarkComparisonSchema,
});
export type BenchmarksCompared = z.infer<typeof benchmarksComparedSchema>;

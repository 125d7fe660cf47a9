import { z } from 'zod';
import { timestampSchema } from './primitives.ts';

/**
 * What two sets of load runs are compared by. `server_*` only where the lab started the server on its own machine;
 * `knee_rate` is all that a find-knee profile is compared by.
 */
export const benchmarkMetrics = [
  'rate',
  'latency_p50',
  'latency_p95',
  'latency_p99',
  'failed_ratio',
  'first_byte_p50',
  'server_cpu_per_call',
  'server_rss_max',
  'knee_rate',
] as const;
export type BenchmarkMetric = (typeof benchmarkMetrics)[number];

/**
 * `better` and `worse` (the head against the base): the difference is proved and its whole interval lies beyond the margin.
 * `same`: the whole interval lies inside the margin. `unproved`, shown as `~`: neither, so nothing may be said.
 */
export const benchmarkVerdicts = ['better', 'worse', 'same', 'unproved'] as const;
export type BenchmarkVerdict = (typeof benchmarkVerdicts)[number];

/** Low and high end; null where the runs are too few to bound that end. */
const intervalSchema = z.tuple([z.number().nullable(), z.number().nullable()]);

export const metricComparisonSchema = z.object({
  metric: z.enum(benchmarkMetrics),
  label: z.string().max(100),
  unit: z.enum(['calls/s', 'ms', 'ratio', 'us/call', 'bytes']).describe('Of the medians and values'),
  betterWhen: z.enum(['higher', 'lower']),
  /** One value for each run used, in their order; of interleaved runs the same place in both belongs together. */
  base: z.object({ median: z.number(), values: z.array(z.number()).max(1_000) }),
  head: z.object({ median: z.number(), values: z.array(z.number()).max(1_000) }),
  /** `relative`: shift 0.08 means that the head is 8 % higher. `absolute`: 0.08 means 8 percentage points (failed_ratio). */
  scale: z.enum(['relative', 'absolute']),
  /** Hodges–Lehmann. */
  shift: z.number(),
  interval: intervalSchema,
  /** Two-sided; and adjusted for all metrics of this comparison (Benjamini–Hochberg). */
  p: z.number(),
  pAdjusted: z.number(),
  /** The smallest shift that matters, on the scale of `shift`. */
  margin: z.number(),
  verdict: z.enum(benchmarkVerdicts),
  /** The verdict in a sentence. */
  text: z.string().max(500),
  /** Of `unproved`: about how many runs a side (or pairs) would decide it, going by the spread seen; null: not to be told. */
  runsNeeded: z.int().positive().nullable(),
});
export type MetricComparison = z.infer<typeof metricComparisonSchema>;

export const comparedSideSchema = z.object({
  label: z.string().max(200),
  profileHash: z.string().max(64).nullable().describe('null: no run, or not one hash'),
  fingerprintHash: z.string().max(64).nullable().describe('null: no run, or not one hash'),
  /** Runs given, and runs that the verdicts rest on. */
  runs: z.int().nonnegative(),
  used: z.int().nonnegative(),
  leftOut: z
    .array(z.object({ position: z.int().nonnegative(), startedAt: timestampSchema, why: z.string().max(1_000) }))
    .max(1_000)
    .describe('Runs that say nothing of the server, by their place in what was given, from 0'),
});
export type ComparedSide = z.infer<typeof comparedSideSchema>;

/** Two sets of load runs beside each other. Runs are what is resampled and counted, never single calls. */
export const benchmarkComparisonSchema = z.object({
  base: comparedSideSchema,
  head: comparedSideSchema,
  method: z.enum(['interleaved', 'histories']).describe('A B A B in pairs on one machine, or two sets from any time'),
  confidence: z.number(),
  /** An adjusted p above this proves nothing. */
  alpha: z.number(),
  seed: z.int(),
  /** Why there is no verdict at all; `metrics` is empty then. */
  refusals: z.array(z.string().max(1_000)).max(20),
  /** What to keep in mind when reading the verdicts. */
  cautions: z.array(z.string().max(1_000)).max(50),
  metrics: z.array(metricComparisonSchema).max(benchmarkMetrics.length),
  /** Metrics that not every run measured. */
  missing: z.array(z.object({ metric: z.enum(benchmarkMetrics), why: z.string().max(500) })).max(20),
  /** `mixed`: some better, some worse. `unproved` also where it was refused. */
  verdict: z.enum([...benchmarkVerdicts, 'mixed']),
  text: z.string().max(1_000),
});
export type BenchmarkComparison = z.infer<typeof benchmarkComparisonSchema>;

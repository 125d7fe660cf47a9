import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';
import { healthStates, serverStatuses } from './server.ts';

export const aggregations = ['avg', 'min', 'max', 'sum', 'count', 'last', 'p50', 'p90', 'p95', 'p99'] as const;
export const metricNameSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[a-z][a-z0-9_.]*$/, 'must be lower case letters, digits, _ and .');
export const labelsSchema = z.record(
  z
    .string()
    .min(1)
    .max(60)
    .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
  z.string().max(200),
);

export const metricPointInputSchema = z.strictObject({
  name: metricNameSchema,
  unit: z.string().max(20).default(''),
  serverId: idSchema.nullable().default(null),
  labels: labelsSchema.default({}),
  /** Absent: now. */
  ts: timestampSchema.optional(),
  value: z.number(),
});
export type MetricPointInput = z.infer<typeof metricPointInputSchema>;

export const seriesSchema = z.object({
  id: idSchema,
  name: z.string(),
  unit: z.string(),
  serverId: idSchema.nullable(),
  labels: z.record(z.string(), z.string()),
});
export type Series = z.infer<typeof seriesSchema>;

export const metricSeriesDataSchema = seriesSchema.extend({
  points: z.array(z.object({ ts: timestampSchema, value: z.number(), count: z.int() })),
});
export type MetricSeriesData = z.infer<typeof metricSeriesDataSchema>;

export const metricsAnswerSchema = z.object({
  from: timestampSchema,
  to: timestampSchema,
  stepMs: z.int(),
  aggregation: z.enum(aggregations),
  /** What the answer was made from. */
  source: z.enum(['raw', 'rollup-1m']),
  series: z.array(metricSeriesDataSchema),
});
export type MetricsAnswer = z.infer<typeof metricsAnswerSchema>;

export const metricsSummarySchema = z.object({
  from: timestampSchema,
  to: timestampSchema,
  servers: z.object({
    total: z.int(),
    byStatus: z.partialRecord(z.enum(serverStatuses), z.int()),
    byHealth: z.partialRecord(z.enum(healthStates), z.int()),
  }),
  runs: z.object({ total: z.int(), active: z.int(), passed: z.int(), findings: z.int(), other: z.int() }),
  checks: z.object({ judged: z.int(), passed: z.int() }),
  alerts: z.object({ open: z.int() }),
  /** One row a metric name, over all its series; percentiles from merged sketches. */
  metrics: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      count: z.int(),
      avg: z.number(),
      min: z.number(),
      max: z.number(),
      p50: z.number(),
      p95: z.number(),
      p99: z.number(),
      last: z.number(),
    }),
  ),
});
export type MetricsSummary = z.infer<typeof metricsSummarySchema>;

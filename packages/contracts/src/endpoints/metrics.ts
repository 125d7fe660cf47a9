import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import {
  aggregations,
  metricNameSchema,
  metricPointInputSchema,
  metricsAnswerSchema,
  metricsSummarySchema,
  seriesSchema,
} from '../models/metric.ts';
import { idSchema, pageOf, pageQuerySchema, timestampSchema } from '../models/primitives.ts';

const tag = 'metrics';
const window = {
  from: z.coerce.number().pipe(timestampSchema).optional().describe('Default: one hour ago'),
  to: z.coerce.number().pipe(timestampSchema).optional().describe('Default: now'),
};

export const metricEndpoints = {
  queryMetrics: defineEndpoint({
    method: 'GET',
    path: '/metrics',
    tag,
    summary: 'Points of all series that match, in steps',
    access: 'metrics:read',
    query: z.strictObject({
      name: metricNameSchema,
      serverId: idSchema.optional(),
      labels: z.string().max(1000).optional().describe('key=value pairs, comma-separated'),
      ...window,
      step: z.coerce
        .number()
        .int()
        .min(1000)
        .max(86_400_000)
        .optional()
        .describe('Milliseconds; default: about 200 steps'),
      aggregation: z.enum(aggregations).default('avg'),
    }),
    response: metricsAnswerSchema,
  }),
  recordMetrics: defineEndpoint({
    method: 'POST',
    path: '/metrics',
    tag,
    summary: 'Record one point or a batch',
    access: 'metrics:write',
    body: z.union([
      metricPointInputSchema,
      z.strictObject({ points: z.array(metricPointInputSchema).min(1).max(1000) }),
    ]),
    response: z.object({ accepted: z.int() }),
    status: 202,
  }),
  summariseMetrics: defineEndpoint({
    method: 'GET',
    path: '/metrics/summary',
    tag,
    summary: 'Servers, runs, alerts and one row a metric over a window',
    access: 'metrics:read',
    query: z.strictObject({ ...window, serverId: idSchema.optional() }),
    response: metricsSummarySchema,
  }),
  listSeries: defineEndpoint({
    method: 'GET',
    path: '/metrics/series',
    tag,
    summary: 'Which series exist',
    access: 'metrics:read',
    query: pageQuerySchema.extend({ serverId: idSchema.optional(), name: metricNameSchema.optional() }).strict(),
    response: pageOf(seriesSchema),
  }),
} as const;

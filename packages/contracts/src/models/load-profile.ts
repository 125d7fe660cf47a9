import { z } from 'zod';
import { jsonValueSchema } from './primitives.ts';

const jsonObjectSchema = z.record(z.string(), jsonValueSchema);
const secondsSchema = z.number().min(0.1).max(86_400);
const vusSchema = z.int().min(1).max(10_000);
const rateSchema = z.number().min(0.01).max(1_000_000).describe('Calls per second');
const maxSecondsSchema = z.number().min(0.1).max(86_400).default(600).describe('Ends it in any case');
const maxVusSchema = z
  .int()
  .min(1)
  .max(100_000)
  .default(1_000)
  .describe('Calls under way at the most; one that may not start is counted as dropped');

/** One kind of call of the mix. */
export const loadCallSchema = z.strictObject({
  name: z.string().min(1).max(120).optional().describe('In reports and thresholds. Default: the tool, or the method'),
  tool: z.string().min(1).max(512).optional().describe('A tool to call'),
  method: z.string().min(1).max(200).optional().describe('Any other request, for example resources/read'),
  arguments: jsonObjectSchema
    .default({})
    .describe('Of the tool, or the params of the method. In a string $n is the number of the call, $vu of the user'),
  weight: z.number().min(0.001).max(1_000_000).default(1).describe('Its share of the mix'),
});
export type LoadCall = z.infer<typeof loadCallSchema>;

const stagesSchema = z
  .array(z.strictObject({ seconds: secondsSchema, target: z.number().min(0).max(1_000_000) }))
  .min(1)
  .max(100)
  .describe('Goes in a straight line to each target in turn');

/** When calls are started; names and meaning as in k6. The first four are closed models, the rest are open. */
export const executorSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('shared-iterations'),
    vus: vusSchema.default(1),
    iterations: z.int().min(1).max(1_000_000_000).describe('In all, taken by whoever is free'),
    maxSeconds: maxSecondsSchema,
  }),
  z.strictObject({
    type: z.literal('per-vu-iterations'),
    vus: vusSchema.default(1),
    iterations: z.int().min(1).max(1_000_000_000).describe('Of each user'),
    maxSeconds: maxSecondsSchema,
  }),
  z.strictObject({ type: z.literal('constant-vus'), vus: vusSchema.default(1), seconds: secondsSchema }),
  z.strictObject({
    type: z.literal('ramping-vus'),
    startVus: z.int().min(0).max(10_000).default(1),
    stages: stagesSchema,
  }),
  z.strictObject({
    type: z.literal('constant-arrival-rate'),
    rate: rateSchema,
    seconds: secondsSchema,
    maxVus: maxVusSchema,
  }),
  z.strictObject({
    type: z.literal('ramping-arrival-rate'),
    startRate: z.number().min(0).max(1_000_000),
    stages: stagesSchema,
    maxVus: maxVusSchema,
  }),
  z.strictObject({
    type: z.literal('find-knee'),
    startRate: rateSchema.default(10),
    maxRate: rateSchema.default(100_000),
    stepSeconds: z.number().min(1).max(3_600).default(5),
    objective: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(10)
      .default(['latency: p(95)<500', 'failed: rate<0.01'])
      .describe('Thresholds that a rate has to hold to be sustained, written metric: expression'),
    maxVus: maxVusSchema,
  }),
]);
export type Executor = z.infer<typeof executorSchema>;

/**
 * A threshold in k6's grammar: `method op number`, for example `p(95)<500`, `rate<0.01`, `count>1000`. Metrics: `latency`
 * (ms, of answered calls and of timeouts), `first_byte` (ms), `failed` (rate), `dropped` (count), `calls` (count, rate), `bytes_received`,
 * `server_cpu` (%), `server_rss` (bytes), `open_files`; `latency{name}` is of one kind of call.
 */
export const thresholdSchema = z.strictObject({
  metric: z.string().min(1).max(200),
  expression: z.string().min(1).max(200),
  abortOnFail: z.boolean().default(false).describe('End the run as soon as it is crossed'),
  delayAbortEvalSeconds: z.number().min(0).max(86_400).default(0).describe('Look for the first time after this long'),
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** What load is put on a server. */
export const loadProfileSchema = z
  .strictObject({
    mix: z
      .array(loadCallSchema)
      .max(200)
      .default([])
      .describe('What is called. Default: every tool that may be called, with arguments made from its schema'),
    executor: executorSchema.prefault({ type: 'constant-vus', vus: 1, seconds: 10 }),
    sessions: z
      .union([z.literal('per-vu'), z.int().min(1).max(10_000)])
      .default('per-vu')
      .describe('Sessions (HTTP) or processes (stdio): one for each user, or this many shared by all in turn'),
    thinkTimeMs: z
      .strictObject({ min: z.number().min(0).max(600_000), max: z.number().min(0).max(600_000) })
      .default({ min: 0, max: 0 })
      .describe('Of a user between two calls, drawn evenly; closed models only'),
    warmUpSeconds: z.number().min(0).max(3_600).default(0).describe('Load before the measuring begins, told apart'),
    requestTimeoutMs: z.int().min(10).max(600_000).default(10_000),
    thresholds: z.array(thresholdSchema).max(100).default([]),
  })
  .describe('A load profile');
export type LoadProfile = z.infer<typeof loadProfileSchema>;

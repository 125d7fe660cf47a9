import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import {
  benchmarkKinds,
  benchmarkOptionsSchema,
  benchmarkRunSummarySchema,
  benchmarkSchema,
  benchmarksComparedSchema,
  leaderboardSchema,
} from '../models/benchmark.ts';
import { benchmarkMetrics } from '../models/benchmark-comparison.ts';
import { loadProfileSchema } from '../models/load-profile.ts';
import { emptySchema, idParamsSchema, idSchema, nameSchema, pageOf, pageQuerySchema } from '../models/primitives.ts';
import { runOptionsSchema, runSchema } from '../models/run.ts';

const tag = 'benchmarks';

const hashSchema = z.string().regex(/^[\da-f]{8,64}$/, 'is no hash');

const runIdsSchema = z
  .string()
  .max(4_000)
  .transform((text) => [...new Set(text.split(',').map((id) => id.trim()))])
  .pipe(z.array(idSchema).min(1).max(50))
  .describe('Ids of runs, separated by commas');

export const benchmarkEndpoints = {
  listBenchmarks: defineEndpoint({
    method: 'GET',
    path: '/benchmarks',
    tag,
    summary: 'Saved loads, newest first, each with its last run',
    access: 'benchmarks:read',
    query: pageQuerySchema
      .extend({
        serverId: idSchema.optional(),
        kind: z.enum(benchmarkKinds).optional(),
        search: z.string().max(120).optional(),
      })
      .strict(),
    response: pageOf(benchmarkSchema),
  }),
  createBenchmark: defineEndpoint({
    method: 'POST',
    path: '/benchmarks',
    tag,
    summary: 'Save a load: a server, a profile and what its runs may call',
    access: 'benchmarks:write',
    body: z.strictObject({
      name: nameSchema,
      description: z.string().max(2000).default(''),
      serverId: idSchema,
      kind: z.enum(benchmarkKinds).default('load'),
      profile: loadProfileSchema.prefault({}),
      options: benchmarkOptionsSchema.prefault({}),
    }),
    response: benchmarkSchema,
    status: 201,
  }),
  rankBenchmarks: defineEndpoint({
    method: 'GET',
    path: '/benchmarks/leaderboard',
    tag,
    summary: 'Servers ranked within one profile and one environment, and which such groups there are',
    description:
      'Only valid runs are ranked. Without hashes the group with the newest run is taken; the leaderboard never mixes two groups.',
    access: 'benchmarks:read',
    query: z.strictObject({
      profileHash: hashSchema.optional(),
      fingerprintHash: hashSchema.optional(),
      metric: z.enum(benchmarkMetrics).default('latency_p95'),
    }),
    response: leaderboardSchema,
  }),
  compareBenchmarks: defineEndpoint({
    method: 'GET',
    path: '/benchmarks/compare',
    tag,
    summary: 'What two sets of load runs prove about each other',
    description:
      'Each side is either runs by their ids (`base`, `head`) or the last runs of a benchmark (`baseBenchmarkId`, `headBenchmarkId`). Runs of different profiles or environments are refused in the answer, not mixed.',
    access: 'benchmarks:read',
    query: z
      .strictObject({
        base: runIdsSchema.optional(),
        head: runIdsSchema.optional(),
        baseBenchmarkId: idSchema.optional(),
        headBenchmarkId: idSchema.optional(),
        last: z.coerce.number().int().min(1).max(50).default(10).describe('Of a benchmark: its newest finished runs'),
        method: z
          .enum(['interleaved', 'histories'])
          .default('histories')
          .describe('interleaved: the runs were made A B A B and belong together in pairs'),
        margin: z.coerce
          .number()
          .min(0)
          .max(1)
          .optional()
          .describe('The smallest difference that matters: 0.05 is 5 %'),
      })
      .refine((query) => (query.base === undefined) !== (query.baseBenchmarkId === undefined), {
        message: 'give either base or baseBenchmarkId',
        path: ['base'],
      })
      .refine((query) => (query.head === undefined) !== (query.headBenchmarkId === undefined), {
        message: 'give either head or headBenchmarkId',
        path: ['head'],
      }),
    response: benchmarksComparedSchema,
  }),
  getBenchmark: defineEndpoint({
    method: 'GET',
    path: '/benchmarks/{id}',
    tag,
    summary: 'One benchmark',
    access: 'benchmarks:read',
    params: idParamsSchema,
    response: benchmarkSchema,
  }),
  updateBenchmark: defineEndpoint({
    method: 'PATCH',
    path: '/benchmarks/{id}',
    tag,
    summary: 'Change a benchmark; its earlier runs keep the profile they were run with',
    access: 'benchmarks:write',
    params: idParamsSchema,
    body: z
      .strictObject({
        name: nameSchema,
        description: z.string().max(2000),
        profile: loadProfileSchema,
        options: benchmarkOptionsSchema,
      })
      .partial(),
    response: benchmarkSchema,
  }),
  deleteBenchmark: defineEndpoint({
    method: 'DELETE',
    path: '/benchmarks/{id}',
    tag,
    summary: 'Remove a benchmark; its runs stay',
    access: 'benchmarks:write',
    params: idParamsSchema,
    response: emptySchema,
  }),
  runBenchmark: defineEndpoint({
    method: 'POST',
    path: '/benchmarks/{id}/run',
    tag,
    summary: 'Queue a run of a benchmark; a machine carries one load at a time',
    access: 'runs:execute',
    params: idParamsSchema,
    body: z.strictObject({ seed: runOptionsSchema.shape.seed }),
    response: runSchema,
    status: 202,
  }),
  listBenchmarkHistory: defineEndpoint({
    method: 'GET',
    path: '/benchmarks/{id}/history',
    tag,
    summary: 'Runs of a benchmark with their figures, newest first',
    access: 'benchmarks:read',
    params: idParamsSchema,
    query: pageQuerySchema
      .extend({
        /** Only runs of this profile: an edited benchmark has had several. */
        profileHash: hashSchema.optional(),
      })
      .strict(),
    response: pageOf(benchmarkRunSummarySchema),
  }),
} as const;

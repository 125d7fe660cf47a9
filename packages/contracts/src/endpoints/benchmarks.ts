import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import {
  benchmarkKinds,
  benchmarkOptionsSchema,
  benchmarkRunSummarySchema,
  benchmarkSchema,
  leaderboardOrders,
  leaderboardSchema,
} from '../models/benchmark.ts';
import { loadProfileSchema } from '../models/load-profile.ts';
import { emptySchema, idParamsSchema, idSchema, nameSchema, pageOf, pageQuerySchema } from '../models/primitives.ts';
import { runOptionsSchema, runSchema } from '../models/run.ts';

const tag = 'benchmarks';

const hashSchema = z.string().regex(/^[\da-f]{8,64}$/, 'is no hash');

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
      by: z.enum(leaderboardOrders).default('p95'),
    }),
    response: leaderboardSchema,
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

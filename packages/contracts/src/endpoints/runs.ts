import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { runLoadSchema } from '../models/benchmark.ts';
import { runChaosSchema } from '../models/chaos.ts';
import { exportFormats, fileSchema } from '../models/file.ts';
import { emptySchema, idParamsSchema, idSchema, pageOf, pageQuerySchema } from '../models/primitives.ts';
import { resultGroups } from '../models/result-group.ts';
import {
  frameViewSchema,
  notRunSchema,
  resultDetailSchema,
  resultSchema,
  runKinds,
  runOutcomes,
  runSchema,
  runStatuses,
  verdicts,
} from '../models/run.ts';
import { runComparisonSchema } from '../models/run-comparison.ts';
import { connectionInfoSchema, frameBriefSchema } from '../models/transcript.ts';

const tag = 'runs';

export const runEndpoints = {
  listRuns: defineEndpoint({
    method: 'GET',
    path: '/runs',
    tag,
    summary: 'Runs, newest first',
    access: 'runs:read',
    query: pageQuerySchema
      .extend({
        serverId: idSchema.optional(),
        testId: idSchema.optional(),
        benchmarkId: idSchema.optional(),
        kind: z.enum(runKinds).optional(),
        status: z.enum(runStatuses).optional(),
        outcome: z.enum(runOutcomes).optional(),
      })
      .strict(),
    response: pageOf(runSchema),
  }),
  compareRuns: defineEndpoint({
    method: 'GET',
    path: '/runs/compare',
    tag,
    summary: 'What changed from one run to another, result by result',
    access: 'runs:read',
    query: z.strictObject({ base: idSchema, head: idSchema }),
    response: runComparisonSchema,
  }),
  getRun: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}',
    tag,
    summary: 'One run',
    access: 'runs:read',
    params: idParamsSchema,
    response: runSchema,
  }),
  listRunResults: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}/results',
    tag,
    summary: 'Results of a run in order of arrival',
    access: 'runs:read',
    params: idParamsSchema,
    query: pageQuerySchema
      .extend({
        verdict: z.enum(verdicts).optional(),
        area: z.string().max(60).optional(),
        level: z.enum(['MUST', 'SHOULD', 'MAY']).optional(),
        group: z.enum(resultGroups).optional(),
        revision: z.string().max(40).optional(),
        /** In title, check id and reason. */
        search: z.string().max(120).optional(),
      })
      .strict(),
    response: pageOf(resultSchema),
  }),
  listNotRun: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}/not-run',
    tag,
    summary: 'Checks that gave no result in a run, each with the reason; empty until the run has ended',
    access: 'runs:read',
    params: idParamsSchema,
    response: z.object({ items: z.array(notRunSchema) }),
  }),
  getRunResult: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}/results/{resultId}',
    tag,
    summary: 'One result with the frames behind it',
    access: 'runs:read',
    params: z.strictObject({ id: idSchema, resultId: idSchema }),
    response: resultDetailSchema,
  }),
  getRunTranscript: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}/transcript',
    tag,
    summary: 'Frames of a run from a position on',
    access: 'runs:read',
    params: idParamsSchema,
    query: z.strictObject({
      from: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      connection: z.coerce.number().int().min(0).optional(),
    }),
    response: z.object({ items: z.array(frameViewSchema), nextFrom: z.int().nullable(), total: z.int() }),
  }),
  getRunTimeline: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}/timeline',
    tag,
    summary: 'Frames of a run without their content, and who opened which connection',
    access: 'runs:read',
    params: idParamsSchema,
    query: z.strictObject({
      from: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(5000).default(5000),
    }),
    response: z.object({
      items: z.array(frameBriefSchema),
      nextFrom: z.int().nullable(),
      total: z.int(),
      /** Given with the first page. */
      connections: z.array(connectionInfoSchema),
    }),
  }),
  getRunLoad: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}/load',
    tag,
    summary: 'What a load or soak run measured; while it runs, its seconds so far',
    access: 'runs:read',
    params: idParamsSchema,
    response: runLoadSchema,
  }),
  getRunChaos: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}/chaos',
    tag,
    summary: 'What a chaos run did and saw; while it runs, its seconds so far',
    access: 'runs:read',
    params: idParamsSchema,
    response: runChaosSchema,
  }),
  cancelRun: defineEndpoint({
    method: 'POST',
    path: '/runs/{id}/cancel',
    tag,
    summary: 'Stop a queued or running run; what it found so far stays',
    access: 'runs:execute',
    params: idParamsSchema,
    body: emptySchema,
    response: runSchema,
    status: 202,
  }),
  rerunRun: defineEndpoint({
    method: 'POST',
    path: '/runs/{id}/rerun',
    tag,
    summary: 'Queue the same again with the same options and seed',
    access: 'runs:execute',
    params: idParamsSchema,
    body: emptySchema,
    response: runSchema,
    status: 202,
  }),
  exportRun: defineEndpoint({
    method: 'GET',
    path: '/runs/{id}/export',
    tag,
    summary: 'The whole run as a file: a document with all frames (json), or a report',
    access: 'runs:read',
    params: idParamsSchema,
    query: z.strictObject({ format: z.enum(exportFormats).default('json') }),
    response: fileSchema,
    download: true,
  }),
} as const;

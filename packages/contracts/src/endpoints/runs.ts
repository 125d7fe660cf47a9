import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { emptySchema, idParamsSchema, idSchema, pageOf, pageQuerySchema } from '../models/primitives.ts';
import {
  frameViewSchema,
  resultDetailSchema,
  resultSchema,
  runOutcomes,
  runSchema,
  runStatuses,
  verdicts,
} from '../models/run.ts';

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
        status: z.enum(runStatuses).optional(),
        outcome: z.enum(runOutcomes).optional(),
      })
      .strict(),
    response: pageOf(runSchema),
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
      })
      .strict(),
    response: pageOf(resultSchema),
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
    summary: 'The whole run as one document: run, results and transcript',
    access: 'runs:read',
    params: idParamsSchema,
    query: z.strictObject({ format: z.enum(['json']).default('json') }),
    response: z.object({
      schemaVersion: z.int(),
      run: runSchema,
      results: z.array(resultSchema),
      transcript: z.array(frameViewSchema),
    }),
    download: true,
  }),
} as const;

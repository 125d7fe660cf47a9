import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { functionalCasesSchema } from '../models/functional-case.ts';
import { emptySchema, idParamsSchema, idSchema, nameSchema, pageOf, pageQuerySchema } from '../models/primitives.ts';
import { resultSchema, runOptionsSchema, runSchema, testKinds, testSchema } from '../models/run.ts';

const tag = 'tests';

export const testEndpoints = {
  listTests: defineEndpoint({
    method: 'GET',
    path: '/tests',
    tag,
    summary: 'Saved tests',
    access: 'tests:read',
    query: pageQuerySchema.extend({ serverId: idSchema.optional(), search: z.string().max(120).optional() }).strict(),
    response: pageOf(testSchema),
  }),
  createTest: defineEndpoint({
    method: 'POST',
    path: '/tests',
    tag,
    summary: 'Save a test: a server, a kind and its options',
    access: 'tests:write',
    body: z.strictObject({
      name: nameSchema,
      description: z.string().max(2000).default(''),
      kind: z.enum(testKinds).default('conformance'),
      serverId: idSchema,
      options: runOptionsSchema.prefault({}),
      cases: functionalCasesSchema.default([]),
    }),
    response: testSchema,
    status: 201,
  }),
  generateTestCases: defineEndpoint({
    method: 'POST',
    path: '/tests/generate',
    tag,
    summary: 'Functional cases to start from, made from what a server publishes; nothing is called or saved',
    access: 'tests:write',
    body: z.strictObject({
      serverId: idSchema,
      /** Also tools that do not declare readOnlyHint. */
      anyTool: z.boolean().default(false),
    }),
    response: z.object({
      cases: functionalCasesSchema,
      /** The same as a suite file, with a comment at each case. */
      yaml: z.string(),
      /** What got no case, and why. */
      leftOut: z.array(z.string()),
    }),
  }),
  runTest: defineEndpoint({
    method: 'POST',
    path: '/tests/run',
    tag,
    summary: 'Queue a run: of a saved test, or of a server with options',
    access: 'runs:execute',
    body: z
      .strictObject({
        testId: idSchema.optional(),
        serverId: idSchema.optional(),
        kind: z.enum(testKinds).default('conformance'),
        options: runOptionsSchema.optional(),
        /** For kind functional with serverId; with testId they replace the test's own for this run. */
        cases: functionalCasesSchema.optional(),
      })
      .refine((body) => (body.testId === undefined) !== (body.serverId === undefined), {
        message: 'give either testId or serverId',
        path: ['testId'],
      }),
    response: runSchema,
    status: 202,
  }),
  getTest: defineEndpoint({
    method: 'GET',
    path: '/tests/{id}',
    tag,
    summary: 'One test',
    access: 'tests:read',
    params: idParamsSchema,
    response: testSchema,
  }),
  updateTest: defineEndpoint({
    method: 'PATCH',
    path: '/tests/{id}',
    tag,
    summary: 'Change a test',
    access: 'tests:write',
    params: idParamsSchema,
    body: z
      .strictObject({
        name: nameSchema,
        description: z.string().max(2000),
        options: runOptionsSchema,
        cases: functionalCasesSchema,
      })
      .partial(),
    response: testSchema,
  }),
  deleteTest: defineEndpoint({
    method: 'DELETE',
    path: '/tests/{id}',
    tag,
    summary: 'Remove a test; its runs stay',
    access: 'tests:write',
    params: idParamsSchema,
    response: emptySchema,
  }),
  listTestResults: defineEndpoint({
    method: 'GET',
    path: '/tests/{id}/results',
    tag,
    summary: 'Results of the newest finished run of a test',
    access: 'runs:read',
    params: idParamsSchema,
    query: pageQuerySchema.strict(),
    response: pageOf(resultSchema),
  }),
} as const;

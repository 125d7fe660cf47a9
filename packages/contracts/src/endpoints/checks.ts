import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { checkSchema } from '../models/check.ts';

const tag = 'checks';

export const checkEndpoints = {
  listChecks: defineEndpoint({
    method: 'GET',
    path: '/checks',
    tag,
    summary: 'Every check there is, in the order of the catalogue',
    access: 'tests:read',
    response: z.object({ items: z.array(checkSchema) }),
  }),
  getSuiteFileSchema: defineEndpoint({
    method: 'GET',
    path: '/schemas/suite-file.json',
    tag,
    summary: 'The JSON Schema of suite files, for editors',
    access: 'public',
    response: z.record(z.string(), z.unknown()),
  }),
} as const;

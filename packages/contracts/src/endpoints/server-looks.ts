import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { serverDriftSchema } from '../models/drift.ts';
import { idParamsSchema, idSchema } from '../models/primitives.ts';
import { serverCallAnswerSchema, serverCallSchema } from '../models/server-call.ts';

const tag = 'servers';

/** A closer look at one server: a call by hand, and what has changed about it. */
export const serverLookEndpoints = {
  callServer: defineEndpoint({
    method: 'POST',
    path: '/servers/{id}/call',
    tag,
    summary: 'Call one tool, read one resource or get one prompt, with the transcript of it',
    access: 'servers:call',
    params: idParamsSchema,
    body: serverCallSchema,
    response: serverCallAnswerSchema,
  }),
  getServerDrift: defineEndpoint({
    method: 'GET',
    path: '/servers/{id}/drift',
    tag,
    summary: 'What changed about the surface of a server since it was accepted, or between two looks at it',
    access: 'servers:read',
    params: idParamsSchema,
    query: z.strictObject({ base: idSchema.optional(), head: idSchema.optional() }),
    response: serverDriftSchema,
  }),
  acceptServerSurface: defineEndpoint({
    method: 'POST',
    path: '/servers/{id}/drift/accept',
    tag,
    summary: 'Take a look at the surface as the one later looks are compared with',
    access: 'servers:operate',
    params: idParamsSchema,
    body: z.strictObject({ snapshotId: idSchema }),
    response: serverDriftSchema,
  }),
} as const;

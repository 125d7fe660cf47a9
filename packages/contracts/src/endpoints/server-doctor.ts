import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { diagnosisSchema } from '../models/doctor.ts';
import { emptySchema, idParamsSchema } from '../models/primitives.ts';

const tag = 'servers';

/** Why a server does not connect. A worker looks, so that the answer comes later: by the event `server.diagnosed`. */
export const serverDoctorEndpoints = {
  diagnoseServer: defineEndpoint({
    method: 'POST',
    path: '/servers/{id}/doctor',
    tag,
    summary: 'Look step by step why a server does not connect; one look at a time',
    access: 'servers:operate',
    params: idParamsSchema,
    body: emptySchema,
    response: diagnosisSchema,
    status: 202,
  }),
  getServerDiagnosis: defineEndpoint({
    method: 'GET',
    path: '/servers/{id}/doctor',
    tag,
    summary: 'The last look, or the one that is under way; null when there was none',
    access: 'servers:read',
    params: idParamsSchema,
    response: z.object({ diagnosis: diagnosisSchema.nullable() }),
  }),
} as const;

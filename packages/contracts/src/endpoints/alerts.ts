import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { alertSchema } from '../models/alert.ts';
import { emptySchema, idParamsSchema, pageOf, pageQuerySchema } from '../models/primitives.ts';

const tag = 'alerts';

export const alertEndpoints = {
  listAlerts: defineEndpoint({
    method: 'GET',
    path: '/alerts',
    tag,
    summary: 'What the lab noticed, newest first',
    access: 'alerts:read',
    query: pageQuerySchema
      .extend({ status: z.enum(['open', 'acknowledged', 'resolved', 'active']).optional() })
      .strict(),
    response: pageOf(alertSchema),
  }),
  acknowledgeAlert: defineEndpoint({
    method: 'POST',
    path: '/alerts/{id}/ack',
    tag,
    summary: 'Say that somebody is looking at it',
    access: 'alerts:write',
    params: idParamsSchema,
    body: emptySchema,
    response: alertSchema,
  }),
} as const;

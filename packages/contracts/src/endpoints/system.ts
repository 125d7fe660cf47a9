import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { pageOf, pageQuerySchema } from '../models/primitives.ts';
import { auditEntrySchema, healthAnswerSchema, readyAnswerSchema, systemInfoSchema } from '../models/system.ts';

const tag = 'system';

export const systemEndpoints = {
  getHealth: defineEndpoint({
    method: 'GET',
    path: '/health',
    root: true,
    tag,
    summary: 'Alive: the process answers',
    access: 'public',
    response: healthAnswerSchema,
  }),
  getReady: defineEndpoint({
    method: 'GET',
    path: '/ready',
    root: true,
    tag,
    summary: 'Can serve: database, migrations, worker heartbeat; 503 when not',
    access: 'public',
    response: readyAnswerSchema,
  }),
  getSetupState: defineEndpoint({
    method: 'GET',
    path: '/auth/setup',
    tag,
    summary: 'Whether the first admin still has to be created',
    access: 'public',
    response: z.object({ needed: z.boolean() }),
  }),
  getSystem: defineEndpoint({
    method: 'GET',
    path: '/system',
    tag,
    summary: 'Versions and which backends are in use',
    access: 'system:read',
    response: systemInfoSchema,
  }),
  listAuditLog: defineEndpoint({
    method: 'GET',
    path: '/audit-log',
    tag,
    summary: 'Who did what, newest first',
    access: 'audit:read',
    query: pageQuerySchema.strict(),
    response: pageOf(auditEntrySchema),
  }),
} as const;

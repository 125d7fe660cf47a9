import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';

export const healthAnswerSchema = z.object({ status: z.literal('alive'), version: z.string(), now: timestampSchema });

export const readyCheckSchema = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() });
export const readyAnswerSchema = z.object({ ready: z.boolean(), checks: z.array(readyCheckSchema) });
export type ReadyAnswer = z.infer<typeof readyAnswerSchema>;

export const systemInfoSchema = z.object({
  version: z.string(),
  nodeVersion: z.string(),
  startedAt: timestampSchema,
  database: z.object({ backend: z.enum(['sqlite', 'postgres']), version: z.string() }),
  queue: z.object({ backend: z.enum(['sqlite', 'pg-boss']), queued: z.int(), active: z.int() }),
  redis: z.object({ configured: z.boolean(), connected: z.boolean(), detail: z.string() }),
  /** Where rate limits are counted: per instance in memory, or shared. */
  rateLimit: z.enum(['memory', 'redis']),
  wakeUps: z.enum(['ipc', 'listen-notify', 'redis']),
  workers: z.array(z.object({ id: z.string(), startedAt: timestampSchema, heartbeatAt: timestampSchema })),
  setupNeeded: z.boolean(),
});
export type SystemInfo = z.infer<typeof systemInfoSchema>;

export const auditEntrySchema = z.object({
  seq: z.int(),
  at: timestampSchema,
  actorId: idSchema.nullable(),
  actorEmail: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  ip: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

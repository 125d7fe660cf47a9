import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';

/** What the lab noticed by itself: a server that went down, keeps crashing, or a run that was cut off. */
export const alertSchema = z.object({
  id: idSchema,
  kind: z.enum(['server-unhealthy', 'server-failed', 'run-interrupted']),
  severity: z.enum(['critical', 'warning']),
  status: z.enum(['open', 'acknowledged', 'resolved']),
  title: z.string(),
  detail: z.string(),
  serverId: idSchema.nullable(),
  runId: idSchema.nullable(),
  openedAt: timestampSchema,
  acknowledgedAt: timestampSchema.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: timestampSchema.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

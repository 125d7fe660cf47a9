import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';
import { transportKinds } from './server.ts';

/** In the order they are looked at; a command has no address, an address has no command. */
export const doctorStepIds = [
  'command',
  'path',
  'permissions',
  'environment',
  'start',
  'proxy',
  'address',
  'tls',
  'transport',
  'auth',
  'handshake',
] as const;
export const doctorStepStatuses = ['ok', 'warn', 'fail', 'skipped'] as const;

/** One thing that is in the way (`fail`) or may be (`warn`): what was seen, why that matters, what to do. */
export const doctorFindingSchema = z.object({
  level: z.enum(['warn', 'fail']),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
});
export type DoctorFinding = z.infer<typeof doctorFindingSchema>;

export const doctorStepSchema = z.object({
  id: z.enum(doctorStepIds),
  title: z.string(),
  status: z.enum(doctorStepStatuses),
  /** What was seen, in a sentence; for a skipped step why it was not looked at. */
  seen: z.string(),
  findings: z.array(doctorFindingSchema),
  /** Lines of evidence: the last words of the process, addresses, headers. The peer's own text, shown as text only. */
  evidence: z.array(z.string()),
});
export type DoctorStep = z.infer<typeof doctorStepSchema>;
export type DoctorStepId = DoctorStep['id'];

/** Why a server does not connect. Secrets of its target are replaced by placeholders throughout. */
export const doctorReportSchema = z.object({
  /** The command line or the address. */
  target: z.string(),
  connects: z.boolean(),
  /** The first step that fails, and its finding: that is the cause. Null when the server connects. */
  diagnosis: doctorFindingSchema.extend({ step: z.enum(doctorStepIds) }).nullable(),
  steps: z.array(doctorStepSchema),
  /** Who answered; null when nobody did. */
  server: z
    .object({
      name: z.string().nullable(),
      version: z.string().nullable(),
      transport: z.enum(transportKinds),
      /** Newest first. */
      revisions: z.array(z.string()),
    })
    .nullable(),
  durationMs: z.number(),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

/** A look at a server that was asked for. `failed`: the lab could not look; `reason` says why. */
export const diagnosisSchema = z.object({
  id: idSchema,
  serverId: idSchema,
  status: z.enum(['queued', 'running', 'done', 'failed']),
  requestedAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
  reason: z.string().nullable(),
  report: doctorReportSchema.nullable(),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

import { z } from 'zod';
import { type CallOutcome, callOutcomes } from './functional-case.ts';
import { jsonValueSchema } from './primitives.ts';
import { frameViewSchema } from './run.ts';
import { transportKinds } from './server.ts';

const nameSchema = z.string().min(1).max(512);
const jsonObjectSchema = z.record(z.string(), jsonValueSchema);
const common = {
  /** Default: the one of the session the lab keeps, else the newest the server speaks. */
  revision: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a revision is a date such as 2025-11-25')
    .optional(),
  /** For the answer. */
  timeoutMs: z.int().min(100).max(30_000).default(10_000),
};

/** One request by hand. The user names what is called, so nothing asks whether it only reads. */
export const serverCallSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tool'),
    name: nameSchema,
    arguments: jsonObjectSchema.default({}),
    ...common,
  }),
  z.strictObject({ kind: z.literal('resource'), uri: z.string().min(1).max(4_000), ...common }),
  z.strictObject({
    kind: z.literal('prompt'),
    name: nameSchema,
    arguments: z.record(z.string(), z.string()).default({}),
    ...common,
  }),
]);
export type ServerCall = z.infer<typeof serverCallSchema>;

export const serverCallAnswerSchema = z.object({
  outcome: z.enum(Object.keys(callOutcomes) as [CallOutcome, ...CallOutcome[]]),
  /** For anything but ok: what happened, in a sentence. */
  reason: z.string().nullable(),
  revision: z.string().nullable(),
  transport: z.enum(transportKinds).nullable(),
  /** From the first byte sent to the end of the answer; null where none came. */
  latencyMs: z.number().nullable(),
  /** The result as the server gave it; null with an error, and where it is too long: it is in the frames then. */
  result: z.unknown(),
  error: z.object({ code: z.unknown(), message: z.unknown(), data: z.unknown() }).nullable(),
  /** All that went over the wire for it, secrets taken out. */
  frames: z.array(frameViewSchema),
  droppedFrames: z.int(),
});
export type ServerCallAnswer = z.infer<typeof serverCallAnswerSchema>;

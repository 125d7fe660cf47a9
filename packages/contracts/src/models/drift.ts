import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';

/** A look at what a server offers; one that found nothing new moves `takenAt` of the one before. */
export const surfaceSnapshotSchema = z.object({
  id: idSchema,
  takenAt: timestampSchema,
  serverVersion: z.string().nullable(),
  toolCount: z.int(),
});
export type SurfaceSnapshot = z.infer<typeof surfaceSnapshotSchema>;

/**
 * - breaking: a client that was right before may now fail
 * - suspicious: what a name stands for, or what a model is told, changed under the same name
 * - compatible: nothing that worked before stops working
 */
export const driftClasses = ['breaking', 'suspicious', 'compatible'] as const;
export type DriftClass = (typeof driftClasses)[number];

/** One difference. All names and texts are the peer's own, shown as text only. */
export const driftChangeSchema = z.object({
  part: z.enum(['server', 'revision', 'capability', 'instructions', 'tool', 'resource', 'resource-template', 'prompt']),
  /** The tool, resource, prompt, capability or revision; null for the server as a whole. */
  name: z.string().nullable(),
  /** JSON Pointer within the entry, '' for the entry itself. */
  path: z.string(),
  /** One, or breaking and suspicious together. The heavier first. */
  classes: z.array(z.enum(driftClasses)),
  /** Why it is of this class, in a sentence. */
  reason: z.string(),
  /** JSON texts, cut where they are long; null where there was or is nothing. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Of a text: what words went and came. */
  words: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })).optional(),
});
export type DriftChange = z.infer<typeof driftChangeSchema>;

export const serverDriftSchema = z.object({
  serverId: idSchema,
  /** What was asked for, else what the user accepted, else the oldest look. Null while there is none. */
  base: surfaceSnapshotSchema.nullable(),
  head: surfaceSnapshotSchema.nullable(),
  /** The look that the user accepted. */
  acceptedId: idSchema.nullable(),
  /** The heaviest first. */
  changes: z.array(driftChangeSchema),
  /** A change of two classes counts in both. */
  counts: z.object({ breaking: z.int(), suspicious: z.int(), compatible: z.int() }),
  /** Newest first. */
  snapshots: z.array(surfaceSnapshotSchema),
});
export type ServerDrift = z.infer<typeof serverDriftSchema>;

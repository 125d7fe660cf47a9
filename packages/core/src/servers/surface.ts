import { z } from 'zod';

const entries = z.array(z.record(z.string(), z.unknown()));

/** What a capability snapshot holds beside its columns. */
export const surfaceSchema = z.object({
  evidence: z.array(z.object({ probe: z.string(), observed: z.string(), concludes: z.string() })),
  instructions: z.string().nullable(),
  capabilities: z.record(z.string(), z.unknown()),
  tools: entries,
  resources: entries,
  resourceTemplates: entries,
  prompts: entries,
});
export type StoredSurface = z.infer<typeof surfaceSchema>;

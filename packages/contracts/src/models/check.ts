import { z } from 'zod';
import { resultGroups } from './result-group.ts';
import { transportKinds } from './server.ts';

const levels = ['MUST', 'SHOULD', 'MAY'] as const;

/** What is told of a check before it is run. */
export const checkSchema = z.object({
  id: z.string(),
  area: z.string(),
  group: z.enum(resultGroups),
  title: z.string(),
  /** At the newest revision it applies to. */
  level: z.enum(levels),
  /** Where it was another, by revision. */
  otherLevels: z.record(z.string(), z.enum(levels)),
  revisions: z.array(z.string()),
  transports: z.array(z.enum(transportKinds)),
  /** Runs only when side effects are allowed. */
  destructive: z.boolean(),
  spec: z.string(),
  fix: z.string(),
});
export type Check = z.infer<typeof checkSchema>;

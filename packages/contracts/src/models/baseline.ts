import { z } from 'zod';
import { transportKinds } from './server.ts';

export const baselineEntrySchema = z.strictObject({
  check: z.string().min(1).max(100).describe('Check id'),
  revision: z.string().max(40).optional().describe('Only at this protocol revision. Default: at all'),
  transport: z.enum(transportKinds).optional().describe('Only over this transport. Default: over all'),
  reason: z.string().trim().min(5).max(1_000).describe('Why it is accepted; it stands in every report'),
  until: z.iso.date().optional().describe('Last day on which it is accepted, YYYY-MM-DD. Default: for ever'),
});
export type BaselineEntry = z.infer<typeof baselineEntrySchema>;

/** Findings that are known and accepted. An entry whose finding no longer occurs is itself reported. */
export const baselineSchema = z.strictObject({ accept: z.array(baselineEntrySchema).max(5_000).default([]) });
export type Baseline = z.infer<typeof baselineSchema>;

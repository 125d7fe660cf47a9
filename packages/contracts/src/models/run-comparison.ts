import { z } from 'zod';
import { idSchema } from './primitives.ts';
import { runSchema, verdicts } from './run.ts';
import { transportKinds } from './server.ts';

const sideSchema = z.object({
  verdict: z.enum(verdicts),
  reason: z.string(),
  /** Of the result within its run. */
  resultId: idSchema,
});

/** One result at both runs; a side is null where the run holds no such result. */
export const runChangeSchema = z.object({
  /** Check, transport and revision. */
  id: z.string(),
  checkId: z.string(),
  area: z.string(),
  title: z.string(),
  revision: z.string(),
  transport: z.enum(transportKinds),
  base: sideSchema.nullable(),
  head: sideSchema.nullable(),
  /** For a side that is null or says nothing about the server: why. */
  why: z.string().nullable(),
});
export type RunChange = z.infer<typeof runChangeSchema>;

/** The gravest first. `unverified`: a finding of base that head could not judge; it is not fixed by being left out. */
export const comparisonParts = [
  'regressed',
  'new',
  'fixed',
  'still',
  'unverified',
  'changed',
  'onlyInBase',
  'onlyInHead',
] as const;
export type ComparisonPart = (typeof comparisonParts)[number];

const changesSchema = z.array(runChangeSchema);
export const runComparisonSchema = z.object({
  base: runSchema,
  head: runSchema,
  regressed: changesSchema,
  new: changesSchema,
  fixed: changesSchema,
  still: changesSchema,
  unverified: changesSchema,
  changed: changesSchema,
  onlyInBase: changesSchema,
  onlyInHead: changesSchema,
  /** What makes the two hard to compare, in sentences. */
  cautions: z.array(z.string()),
});
export type RunComparison = z.infer<typeof runComparisonSchema>;

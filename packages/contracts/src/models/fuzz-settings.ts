import { z } from 'zod';

/** In the order in which they run, for each tool. */
export const fuzzPhases = ['examples', 'boundaries', 'valid', 'invalid', 'sequences'] as const;
export type FuzzPhase = (typeof fuzzPhases)[number];

/** How the fuzz suite goes about a server. */
export const fuzzSettingsSchema = z.strictObject({
  tools: z
    .array(z.string().min(1).max(512))
    .max(200)
    .default([])
    .describe('Only these tools, * stands for anything. It does not allow a call: readOnlyHint, tools and allow do'),
  phases: z
    .array(z.enum(fuzzPhases))
    .min(1)
    .max(fuzzPhases.length)
    .default([...fuzzPhases])
    .describe('examples and boundaries of the schema, random valid and invalid arguments, sequences of calls'),
  casesPerTool: z
    .int()
    .min(1)
    .max(100_000)
    .default(100)
    .describe('Random arguments for each tool, half of them valid; also the most that examples and boundaries may be'),
  sequences: z.int().min(0).max(10_000).default(10).describe('How many sequences of calls are tried'),
  maxSeconds: z.number().min(1).max(86_400).default(30).describe('For one tool, and for the sequences'),
  maxInputBytes: z.int().min(100).max(4_000_000).default(16_384).describe('Largest arguments, as JSON'),
  maxMemoryMiB: z
    .number()
    .min(1)
    .max(1_000_000)
    .default(64)
    .describe(
      'How much the memory of the process tree may grow during the calls to one tool, if it is still growing at the end',
    ),
});
export type FuzzSettings = z.infer<typeof fuzzSettingsSchema>;

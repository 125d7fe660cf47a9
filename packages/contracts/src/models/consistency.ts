import { z } from 'zod';
import { jsonValueSchema } from './primitives.ts';

const callSchema = z
  .strictObject({
    tool: z.string().min(1).max(512).describe('Name of the tool'),
    arguments: z
      .record(z.string(), jsonValueSchema)
      .default({})
      .describe('${unique} stands for a text that no other call has, ${n} for the number of the call'),
  })
  .describe('A tool call');
export type ConsistencyCall = z.infer<typeof callSchema>;

const countSchema = z
  .union([
    z.strictObject({
      contains: z.string().min(1).max(1_000).describe('A text that the answer has once for each write'),
    }),
    z.strictObject({
      pattern: z.string().min(1).max(1_000).describe('A regular expression (RE2) that matches once for each write'),
    }),
    z.strictObject({
      jsonPath: z
        .string()
        .min(1)
        .max(1_000)
        .describe(
          'JSONPath (RFC 9535) into the result that selects one value for each write; JSON that is only text stands in $.structuredContent',
        ),
    }),
  ])
  .describe('How a write is found in the answer of the read; ${unique} stands for what was written');
export type ConsistencyCount = z.infer<typeof countSchema>;

export const consistencyPairSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/, 'letters, digits and _ . -, no blanks')
    .describe('Stands in the ids of the results'),
  write: callSchema.describe('A call that adds something which ${unique} names; it is made many times'),
  read: callSchema.describe('A call that shows what was added: all of it, or what ${unique} names'),
  count: countSchema.optional().describe('Default: the text ${unique} itself is looked for'),
  setup: z.array(callSchema).max(20).default([]).describe('Made once in each session before the first write'),
  cleanup: z.array(callSchema).max(20).default([]).describe('Made at the end; with ${unique} once for each write'),
  sharedStore: z
    .boolean()
    .default(false)
    .describe('Over stdio: several processes of the server have one store, in a file or a database'),
});
export type ConsistencyPair = z.infer<typeof consistencyPairSchema>;

/** What the consistency suite is told: which tool writes, which reads it back, and how much is tried. */
export const consistencySchema = z.strictObject({
  pairs: z.array(consistencyPairSchema).max(20).default([]).describe('Which tool writes and which reads it back'),
  echoes: z
    .array(callSchema)
    .max(20)
    .default([])
    .describe('Calls whose answer repeats ${unique}: their answers must not be mixed up'),
  parallel: z
    .array(z.int().min(2).max(1_000))
    .min(1)
    .max(10)
    .default([2, 5, 10, 20, 50])
    .describe('How many calls are made at once, one after another'),
  tries: z.int().min(1).max(50).default(5).describe('How often each number is tried when the smallest is sought'),
  sessions: z.int().min(2).max(16).default(2).describe('How many sessions, or processes, are used at once'),
});
export type ConsistencyPlan = z.infer<typeof consistencySchema>;

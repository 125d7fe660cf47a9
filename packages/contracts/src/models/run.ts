import { z } from 'zod';
import { chaosExperimentSchema } from './chaos.ts';
import { functionalCasesSchema, resultLabelSchema } from './functional-case.ts';
import { loadProfileSchema } from './load-profile.ts';
import { idSchema, nameSchema, timestampSchema } from './primitives.ts';
import { transportKinds } from './server.ts';
import { suiteInputsSchema } from './suite-file.ts';

export const verdicts = ['pass', 'fail', 'warn', 'info', 'not-applicable', 'untestable', 'error'] as const;
export const runStatuses = ['queued', 'running', 'completed', 'cancelled', 'interrupted', 'failed'] as const;
/** `completed` runs only: what they say. `unreachable`: the server could not be started or spoken to. */
export const runOutcomes = ['passed', 'findings', 'unreachable', 'incomplete'] as const;
/** How sure a finding is: its effect was seen, nothing else explains it, or it deserves a look by a person. */
export const confidences = ['certain', 'firm', 'tentative'] as const;
export type Confidence = (typeof confidences)[number];
export const severities = ['critical', 'high', 'medium', 'low', 'none'] as const;
export const runKinds = [
  'conformance',
  'functional',
  'fuzz',
  'consistency',
  'process',
  'security',
  'load',
  'soak',
  'chaos',
] as const;
export type RunKind = (typeof runKinds)[number];

/** Kinds a saved test can be of; load and soak are run by benchmarks. */
export const testKinds = ['conformance', 'functional', 'fuzz', 'consistency', 'process', 'security', 'chaos'] as const;
export type TestKind = (typeof testKinds)[number];

/** What each kind is called where people read. */
export const runKindNames: Record<RunKind, string> = {
  conformance: 'Conformance',
  functional: 'Functional cases',
  fuzz: 'Fuzz',
  consistency: 'Consistency',
  process: 'Process and sessions',
  security: 'Security',
  load: 'Load',
  soak: 'Soak',
  chaos: 'Chaos',
};

/** What the user tells about the server. Tokens are secrets: they are stored with the server. */
export const runInputsSchema = suiteInputsSchema.omit({ tokens: true });
export type RunInputs = z.infer<typeof runInputsSchema>;

const patternsSchema = z.array(z.string().min(1).max(100)).max(100);
export const runOptionsSchema = z.strictObject({
  /** Check ids, `*` matches any part. */
  only: patternsSchema.default([]),
  skip: patternsSchema.default([]),
  revisions: z.array(z.string().max(40)).max(10).default([]),
  allowSideEffects: z.boolean().default(false),
  requestTimeoutMs: z.int().min(100).max(120_000).default(5_000),
  maxRunSeconds: z.int().min(5).max(3600).default(300),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
  inputs: runInputsSchema.optional(),
  /** Of a load or soak run: the profile of its benchmark. */
  load: loadProfileSchema.optional(),
  /** Of a chaos run. Default: a set of faults that suits the transport. */
  chaos: chaosExperimentSchema.optional(),
});
export type RunOptions = z.infer<typeof runOptionsSchema>;

export const testSchema = z.object({
  id: idSchema,
  name: nameSchema,
  description: z.string(),
  kind: z.enum(runKinds),
  serverId: idSchema,
  serverName: z.string(),
  options: runOptionsSchema,
  /** Of a functional test. The default is for events of a time before there were cases. */
  cases: functionalCasesSchema.default([]),
  lastRun: z
    .object({
      id: idSchema,
      status: z.enum(runStatuses),
      outcome: z.enum(runOutcomes).nullable(),
      finishedAt: timestampSchema.nullable(),
    })
    .nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type Test = z.infer<typeof testSchema>;

export const verdictCountsSchema = z.record(z.enum(verdicts), z.int());
export type VerdictCounts = z.infer<typeof verdictCountsSchema>;

export const runSchema = z.object({
  id: idSchema,
  kind: z.enum(runKinds),
  testId: idSchema.nullable(),
  testName: z.string().nullable(),
  /** Of a load or soak run. The defaults are for events of a time before there were benchmarks. */
  benchmarkId: idSchema.nullable().default(null),
  benchmarkName: z.string().nullable().default(null),
  serverId: idSchema,
  serverName: z.string(),
  status: z.enum(runStatuses),
  outcome: z.enum(runOutcomes).nullable(),
  /** Of a queued run: what it waits for, beside a free worker. */
  waitsFor: z.string().nullable().default(null),
  /** For unreachable, failed, interrupted and cancelled: what happened. */
  reason: z.string().nullable(),
  /** And what to do about it. */
  hint: z.string().nullable(),
  options: runOptionsSchema,
  seed: z.int(),
  /** How often a worker began it; more than 1 after a worker died. */
  attempt: z.int(),
  progress: z.object({ done: z.int(), total: z.int() }),
  counts: verdictCountsSchema,
  profile: z
    .object({ transport: z.enum(transportKinds), modern: z.array(z.string()), legacy: z.array(z.string()) })
    .nullable(),
  frameCount: z.int(),
  droppedFrames: z.int(),
  createdBy: z.string().nullable(),
  createdAt: timestampSchema,
  startedAt: timestampSchema.nullable(),
  finishedAt: timestampSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const resultSchema = z.object({
  id: idSchema,
  runId: idSchema,
  /** Order of arrival within the run, from 1. */
  seq: z.int(),
  checkId: z.string(),
  area: z.string(),
  title: z.string(),
  level: z.enum(['MUST', 'SHOULD', 'MAY']),
  verdict: z.enum(verdicts),
  severity: z.enum(severities),
  transport: z.enum(transportKinds),
  revision: z.string(),
  reason: z.string(),
  fix: z.string(),
  spec: z.object({ path: z.string(), url: z.string() }),
  repro: z.object({ cli: z.string(), curl: z.string().nullable(), shell: z.string().nullable() }),
  /** Positions of the frames that show it, in the run's transcript. */
  evidence: z.array(z.int()),
  durationMs: z.number(),
  /** Of a functional case: what its retries and its earlier runs say. */
  labels: z.array(resultLabelSchema).max(10).optional(),
  /** Of a finding of the security suite. */
  confidence: z.enum(confidences).optional(),
  createdAt: timestampSchema,
});
export type Result = z.infer<typeof resultSchema>;

/** A frame as the API gives it; `text` is the raw bytes, as base64 where they are not UTF-8. */
export const frameViewSchema = z.object({
  seq: z.int(),
  kind: z.enum(['message', 'http-request', 'http-response', 'sse-comment', 'stderr', 'lifecycle']),
  direction: z.enum(['sent', 'received']),
  connection: z.int(),
  stream: z.string().nullable(),
  firstByteNs: z.number(),
  lastByteNs: z.number(),
  text: z.string(),
  encoding: z.enum(['utf8', 'base64']),
  droppedBytes: z.int(),
  terminated: z.boolean().optional(),
  parseError: z.string().optional(),
  sse: z.object({ event: z.string().optional(), id: z.string().optional(), retry: z.number().optional() }).optional(),
  http: z
    .object({
      method: z.string().optional(),
      url: z.string().optional(),
      status: z.int().optional(),
      headers: z.array(z.tuple([z.string(), z.string()])),
    })
    .optional(),
  note: z.string().optional(),
  /** Of a JSON-RPC message, so that nobody has to parse the text to pair requests with answers. `id` as JSON text. */
  rpc: z
    .object({
      method: z.string().max(300).optional(),
      id: z.string().max(300).optional(),
      answer: z.enum(['result', 'error']).optional(),
    })
    .optional(),
});
export type FrameView = z.infer<typeof frameViewSchema>;

export const notRunReasons = ['transport', 'revision', 'not-selected', 'side-effects', 'excluded'] as const;

/** A check that gave no result, and why. Not run is never pass. */
export const notRunSchema = z.object({
  checkId: z.string().max(200),
  why: z.enum(notRunReasons),
  /** The user's own words, for `excluded`. */
  reason: z.string().max(1_000).optional(),
});
export type NotRun = z.infer<typeof notRunSchema>;

export const resultDetailSchema = resultSchema.extend({ frames: z.array(frameViewSchema) });
export type ResultDetail = z.infer<typeof resultDetailSchema>;

import { z } from 'zod';
import { faultSchema, injectionSchema } from './fault.ts';
import { loadCallSchema } from './load-profile.ts';
import { timestampSchema } from './primitives.ts';
import { transportKinds } from './transport-kind.ts';

const count = z.int().nonnegative();
const secondsSchema = z.number().min(0.5).max(3_600);
const hypothesisSchema = z.array(z.string().min(1).max(200)).max(10);

/** What a chaos run does: a steady load, a hypothesis about it, faults one after another, and how long recovery may take. */
export const chaosExperimentSchema = z
  .strictObject({
    mine: z
      .boolean()
      .default(false)
      .describe('The server is yours to break. Needed for one that the lab did not start itself'),
    mix: z
      .array(loadCallSchema)
      .max(50)
      .default([])
      .describe('What is called. Default: every tool that may be called, with arguments made from its schema'),
    rate: z.number().min(0.1).max(200).default(10).describe('Calls per second'),
    vus: z.int().min(1).max(50).optional().describe('In place of a rate: so many users, each with one call at a time'),
    requestTimeoutMs: z.int().min(50).max(60_000).default(2_000),
    steady: hypothesisSchema
      .min(1)
      .default(['latency: p(95)<1000', 'failed: rate<0.05'])
      .describe('Holds before and again after each fault: thresholds, written metric: expression'),
    during: hypothesisSchema
      .default([])
      .describe('Holds while a fault is on, injected errors apart. Default: nothing is asked then'),
    steadySeconds: secondsSchema.default(2).describe('How long it is looked at before each fault'),
    faults: z
      .array(faultSchema)
      .max(50)
      .default([])
      .describe('One after another. Default: a set that suits the transport'),
    seconds: secondsSchema.default(3).describe('How long a fault is on that does not say so itself'),
    recoverySeconds: secondsSchema.default(10).describe('Within this the hypothesis has to hold again'),
    duplicateWrites: z
      .boolean()
      .default(true)
      .describe('Also look whether a write that is tried again is applied twice, where the suite file names one'),
  })
  .describe('A chaos experiment');
export type ChaosExperiment = z.infer<typeof chaosExperimentSchema>;

export const chaosJudgementSchema = z.object({
  expression: z.string().max(400),
  /** null: there was nothing to judge. */
  ok: z.boolean().nullable(),
  observed: z.number().nullable(),
});

/** A stretch of the steady load. */
export const chaosPhaseSchema = z.object({
  seconds: z.number(),
  calls: count,
  failed: count,
  /** Of the failed ones those that an injected fault explains. */
  injected: count,
  latencyP95Ms: z.number().nullable(),
  hypothesis: z.array(chaosJudgementSchema).max(10),
  /** null: nothing was asked, or nothing could be judged. */
  holds: z.boolean().nullable(),
});
export type ChaosPhase = z.infer<typeof chaosPhaseSchema>;

export const chaosTrialSchema = z.object({
  /** The fault, with a number where it is there twice. */
  name: z.string().max(80),
  fault: faultSchema,
  /** Whom it can strike, for how long. */
  blastRadius: z.string().max(500),
  before: chaosPhaseSchema.nullable(),
  during: chaosPhaseSchema.nullable(),
  /** From the end of the fault to the end of the looking. */
  after: chaosPhaseSchema.nullable(),
  injections: count,
  /** From the end of the fault to the first moment from which the hypothesis holds again; null: not within the limit. */
  recoveryMs: z.number().nullable(),
  /** How the process of the server ended meanwhile, where it did. */
  exits: z.array(z.string().max(300)).max(20),
  /** Failures of the server's own, grouped. */
  ownErrors: z.array(z.object({ message: z.string().max(300), count })).max(20),
  /** Why it was not tried. */
  notTried: z.string().max(1_000).nullable(),
});
export type ChaosTrial = z.infer<typeof chaosTrialSchema>;

/** A write whose answer was lost and that was made again. */
export const chaosWriteSchema = z.object({
  name: z.string().max(200),
  tool: z.string().max(512),
  declaredIdempotent: z.boolean(),
  /** How often it was applied; null: could not be told. */
  applied: z.number().nullable(),
  reason: z.string().max(1_000),
});
export type ChaosWrite = z.infer<typeof chaosWriteSchema>;

export const chaosTickSchema = z.object({
  atMs: z.number(),
  /** null: between two faults. */
  trial: z.string().max(80).nullable(),
  phase: z.enum(['before', 'during', 'recovery']),
  calls: count,
  failed: count,
  latencyP95Ms: z.number().nullable(),
});
export type ChaosTick = z.infer<typeof chaosTickSchema>;

/** Everything a chaos run did and saw. */
export const chaosReportSchema = z.object({
  experiment: chaosExperimentSchema,
  startedAt: timestampSchema,
  transport: z.enum(transportKinds),
  revision: z.string().max(40),
  mix: z.array(z.string().max(200)).max(200),
  notes: z.array(z.string().max(2_000)).max(50),
  trials: z.array(chaosTrialSchema).max(50),
  writes: z.array(chaosWriteSchema).max(20),
  /** The first ones; the trials have them all counted. */
  injections: z.array(injectionSchema).max(1_000),
  ticks: z.array(chaosTickSchema).max(5_000),
});
export type ChaosReport = z.infer<typeof chaosReportSchema>;

/** What a chaos run saw so far. */
export const runChaosSchema = z.object({
  /** null: it has not come to its report. */
  report: chaosReportSchema.nullable(),
  /** Of the report; those so far where there is none. */
  ticks: z.array(chaosTickSchema),
});

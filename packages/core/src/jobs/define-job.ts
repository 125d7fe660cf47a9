import type { z } from 'zod';
import type { LabContext } from '../context.ts';

/** How long a claim lasts without a heartbeat. A dead worker's job is anybody's after this. */
export const leaseSeconds = 15;

/** What a queue has to know of a job. */
export interface JobSettings {
  name: string;
  retry: {
    /** Attempts in all, including those that ended with a dead worker. */
    attempts: number;
    /** Pause before the second attempt; doubles each time, with jitter. */
    pauseSeconds: number;
  };
  /** The signal of an execution is aborted after this long. */
  timeoutSeconds: number;
}

/** What a job is told about its own execution. */
export interface JobExecution {
  jobId: string;
  workerId: string;
  /** From 1. */
  attempt: number;
}

/** One kind of job as the work loop runs it. */
export interface JobDefinition extends JobSettings {
  /** Parses the payload and runs. At least once: it may be called again after it did its work. */
  execute(context: LabContext, payload: unknown, signal: AbortSignal, execution: JobExecution): Promise<void>;
}

export interface JobOptions<Schema extends z.ZodType> extends JobSettings {
  payload: Schema;
  /** `signal` is aborted on timeout, on shutdown and when the claim was lost or cancelled. Throwing is failing. */
  run(context: LabContext, payload: z.output<Schema>, signal: AbortSignal, execution: JobExecution): Promise<void>;
}

export function defineJob<Schema extends z.ZodType>(options: JobOptions<Schema>): JobDefinition {
  const { name, payload: schema, retry, timeoutSeconds, run } = options;
  return {
    name,
    retry,
    timeoutSeconds,
    execute: (context, payload, signal, execution) => run(context, schema.parse(payload), signal, execution),
  };
}

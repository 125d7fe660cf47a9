import type { Db } from '../database/database.ts';
import type { JobSettings } from './define-job.ts';

export interface EnqueueOptions {
  /** Default: the queue makes one. Enqueuing an id twice keeps the first job. */
  id?: string;
  /** Not before this long from now. */
  delaySeconds?: number;
}

/** A job somebody works on. It is theirs until the lease ends; `fence` is checked by every write to it. */
export interface ClaimedJob {
  id: string;
  name: string;
  payload: unknown;
  /** From 1. */
  attempt: number;
  fence: number;
}

/**
 * At-least-once queue. `heartbeat`, `complete` and `fail` answer false when the claim is no longer valid (the lease ended
 * and somebody else has the job, or it was cancelled); nothing is changed then.
 */
export interface JobQueue {
  readonly backend: 'sqlite' | 'pg-boss';
  /** Makes the queues of these jobs known; call it once in every process, before anything else. */
  start(jobs: readonly JobSettings[]): Promise<void>;
  /** Inserts the job with the given transaction, so that it exists exactly when the transaction commits. Gives its id. */
  enqueue(db: Db, jobName: string, payload: unknown, options?: EnqueueOptions): Promise<string>;
  /** The next due job of one of these names, or null. */
  claim(jobNames: readonly string[], workerId: string): Promise<ClaimedJob | null>;
  /** Prolongs the lease. */
  heartbeat(job: ClaimedJob): Promise<boolean>;
  complete(job: ClaimedJob): Promise<boolean>;
  /** Returns the job to the queue after a pause, or marks it failed when its retries are used up. */
  fail(job: ClaimedJob, reason: string): Promise<boolean>;
  /** Cancels a queued or active job; a worker notices at its next heartbeat. */
  cancel(db: Db, jobName: string, jobId: string): Promise<void>;
  counts(): Promise<{ queued: number; active: number }>;
  /** Returns jobs whose lease ended and removes old finished ones. Call it every few seconds in one worker or more. */
  maintain(): Promise<void>;
  stop(): Promise<void>;
}

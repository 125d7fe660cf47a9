import { LabError } from '@mcp-lab/contracts';
import type { LabContext } from '../context.ts';
import { type JobDefinition, leaseSeconds } from './define-job.ts';
import type { ClaimedJob } from './job-queue.ts';

export interface WorkLoopOptions {
  context: LabContext;
  workerId: string;
  jobs: readonly JobDefinition[];
  /** Jobs at the same time. */
  concurrency: number;
  /** Asked before each claim; false leaves what is queued for later, or for another worker. */
  mayClaim?(): Promise<boolean>;
  /** How long to wait for a wake-up before looking again. */
  pollMs?: number;
}

export interface WorkLoop {
  /** Jobs under way. */
  readonly active: number;
  /** Claims nothing more, aborts what runs and waits until it has ended; it goes back to the queue. */
  stop(): Promise<void>;
}

/** Claims jobs and runs them, with heartbeats, until stopped. */
export function startWorkLoop(options: WorkLoopOptions): WorkLoop {
  const { context, workerId, jobs, concurrency, pollMs = 1_000 } = options;
  const { queue, log } = context;
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const names = [...byName.keys()];
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  // A wake-up that comes while a claim is under way must not be missed.
  let woken = false;
  let wake = () => {};
  const stopListening = context.wakeUps.onWake(() => {
    woken = true;
    wake();
  });

  async function claim(): Promise<ClaimedJob | null> {
    try {
      if (options.mayClaim !== undefined && !(await options.mayClaim())) return null;
      return await queue.claim(names, workerId);
    } catch (error) {
      // An outage of the database: look again later.
      log.warn({ err: error }, 'No job could be claimed.');
      return null;
    }
  }

  /** Until a wake-up, the next look, the end of a job, or the stop. */
  function waitForWork(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        wake = () => {};
        stopping.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, pollMs);
      wake = done;
      stopping.signal.addEventListener('abort', done, { once: true });
      if (running.size >= concurrency) void Promise.race(running).then(done);
    });
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      const full = running.size >= concurrency;
      const job = full ? null : await claim();
      if (job === null) {
        if (full || !woken) await waitForWork();
        continue;
      }
      const execution = execute(job).finally(() => running.delete(execution));
      running.add(execution);
    }
  }

  async function execute(job: ClaimedJob): Promise<void> {
    const definition = byName.get(job.name);
    const lost = new AbortController();
    const beat = setInterval(() => {
      queue.heartbeat(job).then(
        (valid) => {
          if (!valid) lost.abort(new LabError('conflict', 'The job was cancelled or given to another worker.'));
        },
        // The lease goes on until its end; the next beat may get through.
        (error: unknown) => log.warn({ err: error, job: job.id }, 'A heartbeat was not stored.'),
      );
    }, leaseSeconds * 333);
    try {
      if (definition === undefined) throw new Error(`no worker knows the job "${job.name}"`);
      const timeout = AbortSignal.timeout(definition.timeoutSeconds * 1000);
      const signal = AbortSignal.any([lost.signal, stopping.signal, timeout]);
      await definition.execute(context, job.payload, signal, { jobId: job.id, workerId, attempt: job.attempt });
      await queue.complete(job);
    } catch (error) {
      log.warn({ err: error, job: job.id, name: job.name }, 'A job failed.');
      const reason = error instanceof Error ? error.message : String(error);
      await queue.fail(job, reason).catch((failure: unknown) => {
        // Its lease will end, and the queue gives it out again.
        log.warn({ err: failure, job: job.id }, 'The failure of a job was not stored.');
      });
    } finally {
      clearInterval(beat);
    }
  }

  const loop = work();
  return {
    get active() {
      return running.size;
    },
    async stop() {
      stopping.abort(new LabError('unavailable', 'The worker is stopping.'));
      stopListening();
      await loop;
      await Promise.all(running);
    },
  };
}

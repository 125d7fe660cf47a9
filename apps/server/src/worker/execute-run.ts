import { type ChaosReport, LabError, type Run } from '@mcp-lab/contracts';
import {
  appendRunResults,
  appendRunTick,
  appendTranscriptChunk,
  beginRun,
  defineJob,
  executeLoadJob,
  executeRunJob,
  finishRun,
  interruptRun,
  type JobDefinition,
  type LabContext,
  LostLeaseError,
  type RunAssignment,
  type RunHead,
  readApprovedSnapshot,
  releaseRun,
  renewRunLease,
  updateRunProgress,
} from '@mcp-lab/core';
import { formatSnapshot } from '@mcp-lab/engine/drift/snapshot';
import { sweepProcesses } from '@mcp-lab/wire';
import type { Report, ReportedHead, ReportedProfile, ReportedSummary } from '../runner/protocol.ts';
import { LoadCollector } from './load-collector.ts';
import { runOwner } from './owner.ts';
import { RunnerProcess } from './runner-process.ts';
import { throughOutages } from './through-outages.ts';
import { toTargets } from './to-targets.ts';

/** How often the lease is renewed and a cancellation is looked for. */
const renewMs = 700;
/** What a cancelled runner gets to hand over its transcript; together with the look above below 2 s. */
const cancelGraceMs = 1_000;

interface RunOptions {
  /** What targets inherit. */
  hostEnvironment: Record<string, string>;
  /** All that runners get. */
  runnerEnvironment: Record<string, string>;
  toolVersion: string;
  /** Which machine this is: the same for all its workers. */
  machine: string;
}

/** The job that executes a run in a runner of its own, storing its results as they come. */
export function createRunJob(options: RunOptions): JobDefinition {
  return createJob(executeRunJob, options);
}

/** The same for runs that want a machine for themselves. */
export function createLoadJob(options: RunOptions): JobDefinition {
  return createJob(executeLoadJob, options);
}

function createJob(job: typeof executeRunJob, options: RunOptions): JobDefinition {
  const { machine } = options;
  return defineJob({
    ...job,
    async run(context, { runId }, signal, { workerId }) {
      const assignment = await beginRun(context, { runId, workerId, machine });
      if (assignment === null) return;
      // A runner of a worker that was killed may still be there, when this is the same machine.
      sweepProcesses({ cookiePrefix: runOwner(runId, null) });
      const snapshot = await readApproved(context, assignment.run);
      await new RunExecution(context, { ...assignment, snapshot }, options).perform(signal);
    },
  });
}

/** A look that is larger than this is not compared with: it would not fit into a command. */
const maxSnapshotLength = 3_000_000;

async function readApproved({ database }: LabContext, { kind, serverId }: Run): Promise<string | null> {
  if (kind !== 'security') return null;
  const snapshot = await readApprovedSnapshot(database.db, serverId);
  const text = snapshot === null ? null : formatSnapshot(snapshot);
  return text !== null && text.length <= maxSnapshotLength ? text : null;
}

type Assignment = RunAssignment & { snapshot: string | null };
type Ending = { kind: 'cancelled' } | { kind: 'released' } | { kind: 'lost' };

class RunExecution {
  readonly #context: LabContext;
  readonly #assignment: Assignment;
  readonly #runner: RunnerProcess;
  readonly #closing = new AbortController();
  #ending: Ending | undefined;
  #profile: ReportedProfile | null = null;
  #finished: { summary: ReportedSummary; droppedFrames: number; head: ReportedHead | null } | undefined;
  #broken: string | undefined;
  readonly #load = new LoadCollector();
  #chaos: ChaosReport | undefined;
  #chunk = 0;

  constructor(context: LabContext, assignment: Assignment, options: RunOptions) {
    this.#context = context;
    this.#assignment = assignment;
    const { runId, fence, run, cases, target, snapshot } = assignment;
    const owner = runOwner(runId, fence);
    this.#runner = new RunnerProcess({
      owner,
      environment: options.runnerEnvironment,
      onReport: (report) => this.#take(report),
    });
    this.#runner.send({
      type: 'run',
      owner,
      target: toTargets(target, options.hostEnvironment).target,
      seed: run.seed,
      toolVersion: options.toolVersion,
      kind: run.kind,
      options: run.options,
      cases,
      snapshot,
      auth: target.auth,
      tokens: target.tokens,
    });
  }

  async perform(signal: AbortSignal): Promise<void> {
    const onAbort = () => void this.#onAbort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const renewal = setInterval(() => void this.#renew(), renewMs);
    try {
      const cause = await this.#runner.ended;
      await this.#conclude(cause);
    } catch (error) {
      // Somebody else has the run now: what it becomes is theirs to say.
      if (!(error instanceof LostLeaseError)) throw error;
      this.#context.log.warn({ runId: this.#held.runId }, 'A run was lost to another worker.');
    } finally {
      clearInterval(renewal);
      this.#closing.abort();
      signal.removeEventListener('abort', onAbort);
    }
  }

  get #held() {
    const { runId, fence } = this.#assignment;
    return { runId, fence };
  }

  async #take(report: Report): Promise<void> {
    const held = this.#held;
    if (report.type === 'discovered') {
      this.#profile = report.profile;
      await this.#write(() => updateRunProgress(this.#context, { ...held, profile: toRunProfile(report.profile) }));
    } else if (report.type === 'plan') {
      await this.#write(() => updateRunProgress(this.#context, { ...held, total: report.total }));
    } else if (report.type === 'result') {
      const results = [report.result] as Parameters<typeof appendRunResults>[1]['results'];
      await this.#write(() => appendRunResults(this.#context, { ...held, results }));
    } else if (report.type === 'frames') {
      const chunk = this.#chunk++;
      await this.#write(() => appendTranscriptChunk(this.#context, { ...held, chunk, frames: report.frames }));
    } else if (report.type === 'tick') {
      await this.#write(() => appendRunTick(this.#context, held, { of: 'load', tick: report.tick }));
    } else if (report.type === 'chaos-tick') {
      await this.#write(() => appendRunTick(this.#context, held, { of: 'chaos', tick: report.tick }));
    } else if (report.type === 'load-part' || report.type === 'load') {
      this.#load.take(report);
    } else if (report.type === 'chaos') {
      this.#chaos = report.report;
    } else if (report.type === 'finished') {
      this.#finished = report;
    } else if (report.type === 'broken') {
      this.#broken = report.message;
    }
  }

  #write<Result>(work: () => Promise<Result>): Promise<Result> {
    return throughOutages(this.#context, this.#closing.signal, work);
  }

  async #renew(): Promise<void> {
    try {
      const lease = await renewRunLease(this.#context, this.#held);
      if (lease === null) this.#end({ kind: 'lost' });
      else if (lease.cancelRequested) this.#end({ kind: 'cancelled' });
    } catch (error) {
      // The lease goes on for a while; the next renewal may get through.
      this.#context.log.warn({ err: error, runId: this.#held.runId }, 'The lease of a run was not renewed.');
    }
  }

  /** The job was cancelled or lost, or this worker stops: the run itself knows which. */
  async #onAbort(reason: unknown): Promise<void> {
    if (reason instanceof LabError && reason.code === 'unavailable') this.#end({ kind: 'released' });
    else await this.#renew();
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    if (ending.kind !== 'cancelled') {
      this.#closing.abort();
      this.#runner.kill();
      return;
    }
    this.#runner.send({ type: 'cancel' });
    const timer = setTimeout(() => this.#runner.kill(), cancelGraceMs);
    void this.#runner.ended.then(() => clearTimeout(timer));
  }

  async #conclude(cause: string | null): Promise<void> {
    const held = this.#held;
    const finished = this.#finished;
    const kind = this.#ending?.kind;
    if (kind === 'lost') throw new LostLeaseError(`run ${held.runId}`);
    if (kind === 'released' && finished === undefined) {
      await releaseRun(this.#context, held);
    } else if (kind === 'cancelled' || finished !== undefined) {
      const profile = this.#profile === null ? null : toRunProfile(this.#profile);
      const end = endOf(kind === 'cancelled', finished?.summary);
      const droppedFrames = finished?.droppedFrames ?? 0;
      // The engine wrote it; what the report's schema let through is of its types.
      const document = (finished?.head ?? null) as RunHead | null;
      const head = document === null || this.#chaos === undefined ? document : { ...document, chaos: this.#chaos };
      const { report: load } = this.#load;
      await this.#write(() => finishRun(this.#context, { ...held, ...end, profile, droppedFrames, head, load }));
    } else {
      this.#context.log.error({ runId: held.runId, cause, broken: this.#broken }, 'A runner ended before its run.');
      const why = this.#broken ?? cause ?? 'it left without a word';
      await this.#write(() =>
        interruptRun(this.#context, {
          ...held,
          status: 'failed',
          cause: `The process that executed the run ended before it was done: ${why}`,
          hint: 'What it found so far is kept. Run it again; if it happens again, the server may be exhausting it.',
        }),
      );
    }
  }
}

function toRunProfile({ transport, modern, legacy }: ReportedProfile) {
  return { transport, modern, legacy };
}

function endOf(cancelled: boolean, summary: ReportedSummary | undefined) {
  const { outcome = 'incomplete', reason = null, hint = null } = summary ?? {};
  if (cancelled) return { outcome, reason: 'It was cancelled.', hint: null, cancelled };
  return { outcome, reason, hint, cancelled: summary?.cancelled ?? false };
}

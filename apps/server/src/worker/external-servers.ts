import { createHash } from 'node:crypto';
import type { ServerCallAnswer } from '@mcp-lab/contracts';
import type { ClaimedCall, DueHealthCheck, LabContext } from '@mcp-lab/core';
import type { Report } from '../runner/protocol.ts';
import { serverOwner } from './owner.ts';
import { Questions } from './questions.ts';
import { RunnerProcess } from './runner-process.ts';
import { storeHealth } from './store-health.ts';
import { storeSurface } from './store-surface.ts';
import { toKeepCommand } from './to-keep-command.ts';

interface Watched {
  /** Of its target: a changed one gets a new session. */
  hash: string;
  lastCheckMs: number;
}

/** A server that is no longer checked here (deleted, or another worker's now) loses its session after this long. */
const forgetAfterMs = 2 * 3_600_000;

/** Checks servers that are only reached by URL, all in one runner: there is no process to keep for them. */
export class ExternalServers {
  readonly #context: LabContext;
  readonly #environment: Record<string, string>;
  readonly #workerId: string;
  readonly #watched = new Map<string, Watched>();
  #questions = new Questions();
  #runner: RunnerProcess | undefined;

  constructor(context: LabContext, workerId: string, environment: Record<string, string>) {
    this.#context = context;
    this.#workerId = workerId;
    this.#environment = environment;
  }

  async check(due: DueHealthCheck): Promise<void> {
    const runner = this.#runner ?? this.#start();
    this.#watch(runner, due);
    await storeHealth(this.#context, due, await this.#questions.askHealth(runner, due.server.id));
  }

  /** Null when no answer came. */
  call(claimed: ClaimedCall): Promise<ServerCallAnswer | null> {
    const runner = this.#runner ?? this.#start();
    this.#watch(runner, claimed);
    return this.#questions.call(runner, claimed.server.id, claimed.call);
  }

  async stop(): Promise<void> {
    await this.#runner?.stop(2_000);
  }

  #start(): RunnerProcess {
    const owner = serverOwner(`external-${this.#workerId}`, 0);
    const questions = new Questions();
    const runner = new RunnerProcess({
      owner,
      environment: this.#environment,
      onReport: (report) => this.#take(report, questions),
    });
    this.#runner = runner;
    this.#questions = questions;
    this.#watched.clear();
    // The next check starts a new one.
    void runner.ended.then((cause) => {
      questions.giveUp();
      if (this.#runner === runner) this.#runner = undefined;
      if (cause !== null) this.#context.log.warn({ cause }, 'The runner that checks servers by URL ended.');
    });
    return runner;
  }

  #watch(runner: RunnerProcess, { server, target }: Pick<DueHealthCheck, 'server' | 'target'>): void {
    const now = performance.now();
    for (const [key, { lastCheckMs }] of this.#watched) {
      if (now - lastCheckMs > forgetAfterMs) this.#drop(runner, key);
    }
    const command = toKeepCommand({ key: server.id, owner: runner.owner, target }, this.#environment);
    const hash = createHash('sha256').update(JSON.stringify(command)).digest('hex');
    const known = this.#watched.get(server.id);
    if (known !== undefined && known.hash !== hash) this.#drop(runner, server.id);
    if (!this.#watched.has(server.id)) {
      runner.send({ ...command, launch: null });
    }
    this.#watched.set(server.id, { hash, lastCheckMs: now });
  }

  #drop(runner: RunnerProcess, key: string): void {
    runner.send({ type: 'drop', key });
    this.#watched.delete(key);
  }

  async #take(report: Report, questions: Questions): Promise<void> {
    if (questions.take(report)) return;
    if (report.type === 'surface') await storeSurface(this.#context, report);
    else if (report.type === 'broken') this.#context.log.error({ message: report.message }, 'A runner broke.');
  }
}

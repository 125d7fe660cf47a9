import { setTimeout as pause } from 'node:timers/promises';
import type { Server, ServerCall, ServerCallAnswer } from '@mcp-lab/contracts';
import {
  type DueHealthCheck,
  type LabContext,
  LostLeaseError,
  type ManagedServer,
  readManagedServer,
  releaseServer,
  renewServerLease,
  reportServerStatus,
} from '@mcp-lab/core';
import { sweepProcesses } from '@mcp-lab/wire';
import type { Report } from '../runner/protocol.ts';
import { LogBuffer } from './log-buffer.ts';
import { serverOwner } from './owner.ts';
import { Questions } from './questions.ts';
import { decideRestart, type ProcessEnd, wellAfterMs } from './restart-decision.ts';
import { RunnerProcess } from './runner-process.ts';
import { storeHealth } from './store-health.ts';
import { storeSurface } from './store-surface.ts';
import { throughOutages } from './through-outages.ts';
import { toKeepCommand } from './to-keep-command.ts';
import type { UsagePoints } from './usage-points.ts';

export interface KeeperOptions {
  context: LabContext;
  hostEnvironment: Record<string, string>;
  runnerEnvironment: Record<string, string>;
  usage: UsagePoints;
}

/**
 * Why the process has to go although it did not end by itself.
 * - replace: the user restarts it, or its command, URL, env or headers changed
 * - stop: the user no longer wants it
 * - leave: this worker stops, another one goes on
 * - lost: another worker has it, or it was deleted
 */
type Wish = 'replace' | 'stop' | 'leave' | 'lost';

/** What a process gets to leave politely before its runner is killed. */
const stopGraceMs = 10_000;

/** Keeps one server of this worker running, as long as it is wanted. */
export class ServerKeeper {
  /** Resolves when the server is no longer this worker's; never rejects. */
  readonly ended: Promise<void>;
  readonly #options: KeeperOptions;
  readonly #context: LabContext;
  readonly #logs: LogBuffer;
  readonly #questions = new Questions();
  readonly #lost = new AbortController();
  #managed: ManagedServer;
  #runner: RunnerProcess | undefined;
  #wish: Wish | undefined;
  #hurry = new AbortController();
  #pid: number | null = null;
  #startedAt: number | null = null;
  #crashes = 0;
  #restarts = 0;
  #well: NodeJS.Timeout | undefined;

  constructor(managed: ManagedServer, options: KeeperOptions) {
    this.#managed = managed;
    this.#options = options;
    this.#context = options.context;
    this.#logs = new LogBuffer(options.context, managed.serverId);
    this.ended = this.#keep();
  }

  /** Prolongs the lease and looks at what the user wants now. */
  async renew(): Promise<void> {
    const wish = await renewServerLease(this.#context, this.#held);
    if (wish === null) this.#want('lost');
    else if (wish.desired === 'stopped') this.#want('stop');
    else if (wish.generation !== this.#managed.generation) this.#want('replace');
  }

  async check(due: DueHealthCheck): Promise<void> {
    const runner = this.#runner;
    if (runner === undefined) return;
    await storeHealth(this.#context, due, await this.#questions.askHealth(runner, this.#managed.serverId));
  }

  /** Null when no answer came. */
  async call(call: ServerCall): Promise<ServerCallAnswer | null> {
    const runner = this.#runner;
    return runner === undefined ? null : this.#questions.call(runner, this.#managed.serverId, call);
  }

  /** Gives the server back, so that another worker can take it. `abandoned`: its process goes without a goodbye. */
  async leave(abandoned: boolean): Promise<void> {
    this.#want('leave');
    if (abandoned) this.#runner?.kill();
    await this.ended;
  }

  get #held() {
    const { serverId, fence } = this.#managed;
    return { serverId, fence };
  }

  #want(wish: Wish): void {
    if (this.#wish === 'lost' || this.#wish === 'leave' || this.#wish === wish) return;
    this.#wish = wish;
    if (wish === 'lost') this.#lost.abort();
    this.#hurry.abort();
    const runner = this.#runner;
    if (runner === undefined) return;
    if (wish === 'lost') runner.kill();
    else {
      runner.send({ type: 'drop', key: this.#managed.serverId });
      const timer = setTimeout(() => runner.kill(), stopGraceMs);
      void runner.ended.then(() => clearTimeout(timer));
    }
  }

  async #keep(): Promise<void> {
    try {
      for (let again = true; again; ) again = await this.#live();
    } catch (error) {
      if (!(error instanceof LostLeaseError))
        this.#context.log.error({ err: error, ...this.#held }, 'A server is given up.');
    } finally {
      clearTimeout(this.#well);
      this.#runner?.kill();
      await this.#logs.flush();
    }
  }

  /** One life of the process; whether there is another. */
  async #live(): Promise<boolean> {
    const end = await this.#runProcess();
    const wish = this.#wish;
    this.#pid = null;
    this.#startedAt = null;
    clearTimeout(this.#well);
    if (wish === 'lost') return false;
    if (wish === 'stop') return this.#release('stopped', null, 'Stopped.');
    if (wish === 'leave')
      return this.#release('stopped', 'The worker that ran it has stopped.', 'Stopped with its worker.');
    if (wish === 'replace') return this.#replace();
    this.#crashes++;
    const decision = decideRestart(this.#managed.server.restartPolicy, end, this.#crashes);
    if (decision.action === 'leave') return this.#release('stopped', end.reason, end.reason, true);
    if (decision.action === 'fail') return this.#release('failed', decision.reason, decision.reason);
    this.#say('warn', `${end.reason} Starting it again in ${decision.delayMs / 1000} s.`);
    this.#restarts++;
    await this.#tell('backing-off', end.reason);
    await this.#waitToRestart(decision.delayMs);
    return true;
  }

  async #waitToRestart(delayMs: number): Promise<void> {
    await pause(delayMs, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
    // Whatever is wanted now is done at the beginning of the next life.
    if (this.#wish === undefined) await this.#tell('starting', null);
  }

  async #replace(): Promise<boolean> {
    this.#managed = await this.#write(() => readManagedServer(this.#context, this.#held));
    this.#wish = undefined;
    this.#hurry = new AbortController();
    this.#crashes = 0;
    this.#restarts = 0;
    this.#say('info', 'Restarting.');
    await this.#tell('starting', null);
    return true;
  }

  async #runProcess(): Promise<ProcessEnd> {
    if (this.#wish !== undefined) return { startable: true, clean: true, reason: '' };
    const { serverId, fence, target } = this.#managed;
    // A runner of a worker that was killed may still be there, when this is the same machine.
    sweepProcesses({ cookiePrefix: serverOwner(serverId, null) });
    const owner = serverOwner(serverId, fence);
    const gone = Promise.withResolvers<ProcessEnd>();
    const runner = new RunnerProcess({
      owner,
      environment: this.#options.runnerEnvironment,
      onReport: (report) => (report.type === 'gone' ? gone.resolve(report) : this.#take(report)),
    });
    this.#runner = runner;
    runner.send(toKeepCommand({ key: serverId, owner, target }, this.#options.hostEnvironment));
    void runner.ended.then((cause) =>
      gone.resolve({
        startable: true,
        clean: false,
        reason: `The process that watches it ended: ${cause ?? 'without a word'}`,
      }),
    );
    const end = await gone.promise;
    await runner.stop(stopGraceMs);
    this.#runner = undefined;
    this.#questions.giveUp();
    return end;
  }

  async #take(report: Report): Promise<void> {
    if (report.type === 'started') await this.#started(report.pid);
    else if (report.type === 'surface') await this.#write(() => storeSurface(this.#context, report));
    else if (this.#questions.take(report)) return;
    else if (report.type === 'usage') this.#options.usage.add(report);
    else if (report.type === 'log') this.#logs.add(report);
    else if (report.type === 'broken')
      this.#context.log.error({ ...this.#held, message: report.message }, 'A runner broke.');
  }

  async #started(pid: number | null): Promise<void> {
    this.#pid = pid;
    this.#startedAt = this.#context.now();
    this.#say('info', `Started with pid ${pid}.`);
    await this.#tell('running', null);
    this.#well = setTimeout(() => {
      this.#crashes = 0;
      if (this.#restarts === 0) return;
      this.#restarts = 0;
      this.#tell('running', null).catch((error: unknown) =>
        this.#context.log.warn({ err: error }, 'A status was not stored.'),
      );
    }, wellAfterMs);
  }

  async #tell(status: Exclude<Server['status'], 'external'>, reason: string | null): Promise<void> {
    await this.#write(() =>
      reportServerStatus(this.#context, {
        ...this.#held,
        status,
        reason,
        pid: this.#pid,
        startedAt: this.#startedAt,
        restartCount: this.#restarts,
      }),
    );
  }

  async #release(
    status: 'stopped' | 'failed',
    reason: string | null,
    message: string,
    unwanted = false,
  ): Promise<false> {
    this.#say(status === 'failed' ? 'error' : 'info', message);
    await this.#write(() => releaseServer(this.#context, { ...this.#held, status, reason, unwanted }));
    return false;
  }

  #say(level: 'info' | 'warn' | 'error', message: string): void {
    this.#logs.add({ level, source: 'lab', message });
  }

  #write<Result>(work: () => Promise<Result>): Promise<Result> {
    return throughOutages(this.#context, this.#lost.signal, work);
  }
}

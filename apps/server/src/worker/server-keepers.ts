import type { ServerCallAnswer } from '@mcp-lab/contracts';
import {
  type ClaimedCall,
  claimDueHealthChecks,
  claimServer,
  claimServerCalls,
  type DueHealthCheck,
  finishServerCall,
  type LabContext,
} from '@mcp-lab/core';
import { callInFreshRunner } from './call-in-fresh-runner.ts';
import { ExternalServers } from './external-servers.ts';
import { ServerKeeper } from './server-keeper.ts';
import { UsagePoints } from './usage-points.ts';

interface KeepersOptions {
  context: LabContext;
  workerId: string;
  /** What targets inherit. */
  hostEnvironment: Record<string, string>;
  /** All that runners get. */
  runnerEnvironment: Record<string, string>;
}

const lookMs = 500;
const renewMs = 2_000;
const flushUsageMs = 5_000;
/** Checks under way at the same time; each is a wait, not work. */
const maxChecks = 32;
/** Calls by hand under way at the same time; each may start a process. */
const maxCalls = 4;

/** The servers this worker keeps running, and the health checks that are its share. */
export class ServerKeepers {
  readonly #options: KeepersOptions;
  readonly #keepers = new Map<string, ServerKeeper>();
  readonly #external: ExternalServers;
  readonly #usage: UsagePoints;
  readonly #checks = new Set<Promise<void>>();
  readonly #calls = new Set<Promise<void>>();
  readonly #timers: NodeJS.Timeout[];
  readonly #stopListening: () => void;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #stopping = false;

  constructor(options: KeepersOptions) {
    const { context, workerId, runnerEnvironment } = options;
    this.#options = options;
    this.#external = new ExternalServers(context, workerId, runnerEnvironment);
    this.#usage = new UsagePoints(context);
    this.#timers = [
      setInterval(() => this.#look(), lookMs),
      setInterval(() => this.#renewAll(), renewMs),
      setInterval(() => this.#attempt(this.#usage.flush(), 'What processes use was not stored.'), flushUsageMs),
    ];
    // A wish of a user acts at once, not at the next look.
    this.#stopListening = context.wakeUps.onWake(() => {
      this.#look();
      this.#renewAll();
    });
  }

  async stop(abandoned: boolean): Promise<void> {
    this.#stopping = true;
    this.#stopListening();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#looking;
    await Promise.all([...this.#keepers.values()].map((keeper) => keeper.leave(abandoned)));
    await this.#external.stop();
    await Promise.all([...this.#checks, ...this.#calls]);
    await this.#attempt(this.#usage.flush(), 'What processes use was not stored.');
  }

  #look(): void {
    if (this.#looking !== undefined) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#lookUntilNothing().finally(() => {
      this.#looking = undefined;
    });
  }

  async #lookUntilNothing(): Promise<void> {
    do {
      this.#lookAgain = false;
      await this.#attempt(this.#claimServers(), 'Servers could not be looked for.');
      await this.#attempt(this.#claimChecks(), 'Health checks could not be looked for.');
      await this.#attempt(this.#claimCalls(), 'Calls could not be looked for.');
    } while (this.#lookAgain && !this.#stopping);
  }

  async #claimServers(): Promise<void> {
    const { context, workerId, hostEnvironment, runnerEnvironment } = this.#options;
    while (!this.#stopping) {
      const managed = await claimServer(context, { workerId });
      if (managed === null) return;
      // The one from before lost its lease, or it could not have been claimed; it is on its way out.
      await this.#keepers.get(managed.serverId)?.ended;
      const keeper = new ServerKeeper(managed, { context, hostEnvironment, runnerEnvironment, usage: this.#usage });
      this.#keepers.set(managed.serverId, keeper);
      void keeper.ended.then(() => {
        if (this.#keepers.get(managed.serverId) === keeper) this.#keepers.delete(managed.serverId);
      });
    }
  }

  async #claimChecks(): Promise<void> {
    const { context, workerId } = this.#options;
    const limit = maxChecks - this.#checks.size;
    if (limit <= 0 || this.#stopping) return;
    for (const due of await claimDueHealthChecks(context, { workerId, limit })) {
      const check = this.#attempt(this.#check(due), 'A health check was not stored.').finally(() =>
        this.#checks.delete(check),
      );
      this.#checks.add(check);
    }
  }

  async #check(due: DueHealthCheck): Promise<void> {
    if (due.server.status === 'external') await this.#external.check(due);
    else await this.#keepers.get(due.server.id)?.check(due);
  }

  async #claimCalls(): Promise<void> {
    const { context, workerId } = this.#options;
    const limit = maxCalls - this.#calls.size;
    if (limit <= 0 || this.#stopping) return;
    for (const claimed of await claimServerCalls(context, { workerId, limit })) {
      const call = this.#attempt(this.#makeCall(claimed), 'A call was not handed back.').finally(() =>
        this.#calls.delete(call),
      );
      this.#calls.add(call);
    }
  }

  async #makeCall(claimed: ClaimedCall): Promise<void> {
    const answer = await this.#answerTo(claimed);
    const failure = 'The process that made the call ended before an answer came. The logs of the server may say why.';
    await finishServerCall(this.#options.context, claimed.callId, answer === null ? { failure } : { answer });
  }

  #answerTo(claimed: ClaimedCall): Promise<ServerCallAnswer | null> {
    const { server, call } = claimed;
    if (server.status === 'external') return this.#external.call(claimed);
    const keeper = this.#keepers.get(server.id);
    return server.status === 'running' && keeper !== undefined
      ? keeper.call(call)
      : callInFreshRunner(this.#options, claimed);
  }

  #renewAll(): void {
    for (const keeper of this.#keepers.values())
      void this.#attempt(keeper.renew(), 'The lease of a server was not renewed.');
  }

  /** A failure of the database costs this attempt: the next one comes soon. */
  async #attempt(work: Promise<void>, failure: string): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#options.context.log.warn({ err: error }, failure);
    }
  }
}

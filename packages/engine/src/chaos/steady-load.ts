import { setTimeout as wait } from 'node:timers/promises';
import { isJsonObject, type JsonObject, type Reply, type Session } from '@mcp-lab/wire';
import { NumberTemplate } from '@mcp-lab/wire/load/number-template';
import { classifyReply } from '../functional/classify-reply.ts';
import { createPicker, type MixedCall } from '../load/load-mix.ts';
import { createSeededRandom } from '../random/seeded-random.ts';
import type { CallRecord } from './call-record.ts';

export interface SteadyLoadOptions {
  mix: readonly MixedCall[];
  /** Calls per second, or so many users with a call each at a time. */
  pace: { rate: number } | { vus: number };
  requestTimeoutMs: number;
  seed: number;
  /** Opens a session; the signal gives it up. */
  open: (signal: AbortSignal) => Promise<Session>;
  /** Milliseconds of the run. */
  now: () => number;
  signal: AbortSignal;
  onCall: (call: CallRecord) => void;
}

/** The handshake numbers its requests from 1: an id is to name one message only. */
const firstId = 100_001;
const maxUnderWay = 400;
const retryOpeningMs = 100;
/** How long a user without a session waits before the next call, which fails at once. */
const idleMs = 50;
const closeGraceMs = 7_000;
/** Of a call that is kept as evidence. */
const maxFrames = 8;
const maxRefusals = 2;

/**
 * A small constant load as an ordinary client makes it: in one session, which is opened again when it is lost. Latency
 * is counted from the moment a call was meant to be made.
 */
export class SteadyLoad {
  readonly #options: SteadyLoadOptions;
  readonly #templates: Map<MixedCall, NumberTemplate>;
  readonly #pick: () => MixedCall;
  readonly #pending = new Map<number, number>();
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[] = [];
  #session: Session | undefined;
  #opening: { controller: AbortController; done: Promise<void> } | undefined;
  #nextId = firstId;
  /** Status 400 in a row. */
  #refusals = 0;
  /** Why there was no session the last time one was opened. */
  #openingFailure = 'there was no session yet';
  /** The session is closed by us: that its process ends means nothing. */
  isClosing = false;

  constructor(options: SteadyLoadOptions) {
    this.#options = options;
    this.#templates = new Map(options.mix.map((call) => [call, new NumberTemplate().addJson(call.params)]));
    this.#pick = createPicker(options.mix, createSeededRandom(options.seed, 'chaos mix'));
    if (options.signal.aborted) this.#stop.abort();
    options.signal.addEventListener('abort', () => this.#stop.abort(), { once: true });
  }

  /** When the oldest call that is under way was made; infinity where none is. */
  get pendingSinceMs(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#pending.values());
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** Resolves when there is a session, or with the reason why none could be opened. */
  async start(): Promise<string | undefined> {
    await this.#connect(1);
    if (this.#session === undefined) return this.#openingFailure;
    const { pace } = this.#options;
    if ('rate' in pace) this.#loops.push(this.#makeCallsAt(pace.rate));
    else for (let vu = 1; vu <= pace.vus; vu++) this.#loops.push(this.#makeCallsAs(vu));
    return undefined;
  }

  /** An opening that hangs is given up and begun anew: what kept it is over. */
  async reopen(): Promise<void> {
    const opening = this.#opening;
    opening?.controller.abort();
    await opening?.done;
    if (this.#session?.closed !== false) this.#connectSoon();
  }

  /** A new session, and over stdio a new process. */
  async restart(): Promise<void> {
    this.isClosing = true;
    const session = this.#session;
    this.#session = undefined;
    await session?.close({ graceMs: closeGraceMs });
    this.isClosing = false;
    await this.reopen();
  }

  /** Nothing is under way when it resolves, and no process is left. */
  async stop(): Promise<void> {
    this.isClosing = true;
    this.#stop.abort();
    this.#opening?.controller.abort();
    await Promise.all(this.#loops);
    await this.#opening?.done;
    await this.#session?.close({ graceMs: closeGraceMs });
  }

  async #makeCallsAt(rate: number): Promise<void> {
    const { now } = this.#options;
    const beganMs = now();
    for (let count = 0; !this.#stop.signal.aborted; count++) {
      const dueMs = beganMs + (count / rate) * 1000;
      await this.#pause(dueMs - now());
      if (!this.#stop.signal.aborted && this.#pending.size < maxUnderWay) void this.#call(1, dueMs);
    }
  }

  async #makeCallsAs(vu: number): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const isConnected = await this.#call(vu, this.#options.now());
      if (!isConnected) await this.#pause(idleMs);
    }
  }

  async #call(vu: number, startedMs: number): Promise<boolean> {
    const { onCall, now, requestTimeoutMs } = this.#options;
    const id = this.#nextId++;
    const call = this.#pick();
    const session = this.#session;
    const base = { id, name: call.name, startedMs };
    if (session === undefined || session.closed) {
      this.#connectSoon();
      const detail = `not connected: ${this.#openingFailure}`;
      onCall({ ...base, endedMs: now(), outcome: 'transport_error', detail, isConnected: false, frames: [] });
      return false;
    }
    this.#pending.set(id, startedMs);
    const reply = await session.request(call.method, this.#paramsOf(call, { n: id - firstId + 1, vu }), {
      id,
      headers: call.headers,
      timeoutMs: requestTimeoutMs,
      signal: this.#stop.signal,
    });
    this.#pending.delete(id);
    // What the end of the run broke off says nothing.
    if (this.#stop.signal.aborted) return true;
    const context = {
      method: call.method,
      cancelled: false,
      processExited: session.closed && session.process !== undefined,
    };
    const classified = classifyReply(reply, context);
    const { outcome } = classified;
    // The same text for the same failure, however long it took.
    const detail = outcome === 'timeout' ? `no answer within ${requestTimeoutMs} ms` : classified.detail;
    if (this.#isForgotten(session, reply)) this.#forget(session);
    const frames = [...reply.sent, ...reply.related, ...(reply.frame === undefined ? [] : [reply.frame])];
    onCall({ ...base, endedMs: now(), outcome, detail, isConnected: true, frames: frames.slice(0, maxFrames) });
    return true;
  }

  #paramsOf(call: MixedCall, numbers: { n: number; vu: number }): JsonObject {
    const text = this.#templates.get(call)?.fill(numbers) ?? '{}';
    return JSON.parse(Buffer.from(text, 'latin1').toString('utf8')) as JsonObject;
  }

  /** A server that does not know the session any more says 404; many say 400, as they do of a request that is broken. */
  #isForgotten({ sessionId }: Session, { status }: Reply): boolean {
    this.#refusals = status === 400 ? this.#refusals + 1 : 0;
    return sessionId !== undefined && (status === 404 || this.#refusals > maxRefusals);
  }

  #forget(session: Session): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    this.#openingFailure = 'the session was no longer known';
    void session.close();
    this.#connectSoon();
  }

  #connectSoon(): void {
    if (this.#opening === undefined && !this.isClosing && !this.#stop.signal.aborted) void this.#connect();
  }

  async #connect(tries = Number.POSITIVE_INFINITY): Promise<void> {
    const controller = new AbortController();
    const done = Promise.withResolvers<void>();
    this.#opening = { controller, done: done.promise };
    // The session lives as long as the run, and not only as long as calls are made.
    const signal = AbortSignal.any([controller.signal, this.#options.signal]);
    for (let count = 0; count < tries && !signal.aborted; count++) {
      if (count > 0) await this.#pause(retryOpeningMs);
      const opened = await this.#open(signal);
      if (opened === undefined) continue;
      this.#session = opened;
      break;
    }
    this.#opening = undefined;
    done.resolve();
  }

  async #open(signal: AbortSignal): Promise<Session | undefined> {
    try {
      const session = await this.#options.open(signal);
      if (isJsonObject(session.opening?.result) && !signal.aborted) return session;
      this.#openingFailure = session.opening?.failure ?? `the handshake came to nothing (${session.opening?.outcome})`;
      await session.close({ graceMs: signal.aborted ? 0 : closeGraceMs });
    } catch (error) {
      this.#openingFailure = error instanceof Error ? error.message : String(error);
    }
    return undefined;
  }

  async #pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    try {
      await wait(ms, undefined, { signal: this.#stop.signal });
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }
}

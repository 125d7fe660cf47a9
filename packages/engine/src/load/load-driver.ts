import type { LoadAnswer, PreparedCall } from '@mcp-lab/wire';
import { createNamer, createPicker, type LoadMix, type MixedCall } from './load-mix.ts';
import type { CallSample } from './record/call-sample.ts';
import type { MeasuredSet } from './record/measured-set.ts';
import type { TickKeeper } from './record/tick-keeper.ts';
import type { SessionPool } from './session-pool.ts';

export interface DriverOptions {
  pool: SessionPool;
  mix: LoadMix;
  random: () => number;
  ticks: TickKeeper;
  /** A session for each user; else all users take all sessions in turn. */
  isPerVu: boolean;
  startedMs: number;
}

interface ReadyCall {
  call: MixedCall;
  nameOf: (numbers: { n: number; vu: number }) => string;
  prepared: PreparedCall | undefined;
}

/** What a load session says of a 404, which is how a server says that it knows a session no more. */
const unknownSession = 'HTTP 404';
const noSession = 'no session: it ended, and is being opened again';

/** Makes calls and records how they went. */
export class LoadDriver {
  inFlight = 0;
  /** Told of each send that had an intended time. */
  onLag: (lagMs: number) => void = () => {};
  readonly #options: DriverOptions;
  readonly #pick: () => ReadyCall;
  #number = 0;
  #idle: (() => void)[] = [];

  constructor(options: DriverOptions) {
    this.#options = options;
    const pick = createPicker(options.mix.calls, options.random);
    const ready = new Map(
      options.mix.calls.map((call): [MixedCall, ReadyCall] => [
        call,
        { call, nameOf: createNamer(call), prepared: undefined },
      ]),
    );
    this.#pick = () => ready.get(pick()) as ReadyCall;
  }

  /** Whether a user's session is there. */
  isReady(vu: number): boolean {
    return this.#options.pool.at(this.#place(vu)) !== undefined;
  }

  whenReady(vu: number, callback: () => void): void {
    this.#options.pool.whenReady(this.#place(vu), callback);
  }

  /**
   * Makes a call. `intendedMs`: when it should have been made, and is measured from; null: from when it is sent. `onDone` is
   * not called from within.
   */
  call(vu: number, intendedMs: number | null, set: MeasuredSet, onDone: () => void): void {
    const numbers = { n: this.#number++, vu: vu + 1 };
    const ready = this.#pick();
    const session = this.#options.pool.at(this.#place(vu, numbers.n));
    set.started++;
    if (intendedMs !== null) this.noteLag(performance.now() - intendedMs, set);
    this.inFlight++;
    if (session === undefined) {
      setImmediate(() => this.#finish(ready, numbers, set, lostCall, onDone));
      return;
    }
    ready.prepared ??= session.prepare(ready.call.method, ready.call.params, ready.call.headers);
    session.call(ready.prepared, numbers, (answer) => {
      if (answer.detail === unknownSession) this.#options.pool.renew(session);
      this.#finish(ready, numbers, set, sampleOf(answer, intendedMs), onDone);
    });
  }

  /** How much later than intended a call is sent. */
  noteLag(lagMs: number, set: MeasuredSet): void {
    const late = Math.max(0, lagMs);
    set.sendLag.record(late);
    this.onLag(late);
  }

  drop(set: MeasuredSet): void {
    set.dropped++;
    this.#options.ticks.drop();
  }

  /** Resolves when nothing is under way, or after this time; gives how many calls then still are. */
  async settle(timeoutMs: number, signal: AbortSignal): Promise<number> {
    if (this.inFlight > 0 && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      const onAbort = () => resolve();
      signal.addEventListener('abort', onAbort, { once: true });
      this.#idle.push(resolve);
      await promise;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
    return this.inFlight;
  }

  #place(vu: number, n = vu): number {
    return this.#options.isPerVu ? vu : n;
  }

  #finish(
    ready: ReadyCall,
    numbers: { n: number; vu: number },
    set: MeasuredSet,
    sample: CallSample,
    onDone: () => void,
  ): void {
    this.inFlight--;
    if (!set.isClosed) {
      if (sample.outcome === 'cancelled') set.interrupted++;
      else {
        const nowMs = performance.now();
        set.completed++;
        set.lastEndMs = nowMs;
        set.record(ready.nameOf(numbers), sample, Math.round(nowMs - this.#options.startedMs));
        this.#options.ticks.record(sample);
      }
    }
    onDone();
    if (this.inFlight === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}

const lostCall: CallSample = {
  outcome: 'transport_error',
  detail: noSession,
  latencyMs: null,
  firstByteMs: null,
  bytesSent: 0,
  bytesReceived: 0,
};

/** The answer is the session's own and is used again, so what is kept is copied. */
function sampleOf(answer: LoadAnswer, intendedMs: number | null): CallSample {
  const { outcome, detail, firstByteNs, endedNs, sentNs, bytesSent, bytesReceived } = answer;
  const fromNs = intendedMs === null ? sentNs : intendedMs * 1e6;
  const since = (atNs: number) => Math.max(0, (atNs - fromNs) / 1e6);
  const counts = outcome === 'ok' || outcome === 'tool_error' || outcome === 'timeout' || outcome === 'protocol_error';
  return {
    outcome,
    detail,
    latencyMs: counts ? since(endedNs) : null,
    firstByteMs: counts && firstByteNs !== null ? since(firstByteNs) : null,
    bytesSent,
    bytesReceived,
  };
}

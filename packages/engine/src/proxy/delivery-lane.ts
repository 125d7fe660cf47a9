import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from './plan-delivery.ts';

/** Where the bytes of one direction go. */
export interface ByteSink {
  /** False where the other side lags. */
  write(bytes: Buffer): boolean;
  /** Resolves when it has caught up, or is gone. */
  drained(): Promise<void>;
}

interface Queued {
  bytes: Buffer[];
  dueMs: number;
  bytesPerSecond: number | undefined;
  slice: { bytes: number; ms: number } | undefined;
  afterwards: (() => void) | undefined;
  term: AbortSignal | undefined;
}

/** Time between two writes of what comes slowly. */
const dripMs = 50;

/** Writes what is delivered in order, each at its time and pace. What is not slowed down is written at once. */
export class DeliveryLane {
  readonly #sink: ByteSink;
  readonly #signal: AbortSignal;
  readonly #queue: Queued[] = [];
  #held: { queued: Queued; timer: NodeJS.Timeout } | undefined;
  #running = false;
  #waitingBytes = 0;
  #idle = Promise.withResolvers<void>();

  constructor(sink: ByteSink, signal: AbortSignal) {
    this.#sink = sink;
    this.#signal = signal;
    this.#idle.resolve();
    signal.addEventListener('abort', () => this.#drop(), { once: true });
  }

  /** What waits, in bytes: the source is to pause while it is a lot. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** Resolves when nothing is to be written any more, what waits for a later message apart. */
  get idle(): Promise<void> {
    return this.#idle.promise;
  }

  /** Nothing more will come: what waits for a later message goes too. Resolves when all is written. */
  finish(): Promise<void> {
    this.#release();
    return this.#idle.promise;
  }

  /** `frame` gives a payload what frames it. */
  push(delivery: Delivery, frame: (payload: Buffer) => Buffer, afterwards?: () => void): void {
    if (this.#signal.aborted) return;
    const { frames, delayMs, bytesPerSecond, slice, holdMs, term } = delivery;
    const bytes = frames.map(frame);
    const queued = {
      bytes,
      dueMs: delayMs === 0 ? 0 : performance.now() + delayMs,
      bytesPerSecond,
      slice,
      afterwards,
      term,
    };
    if (holdMs !== undefined && this.#held === undefined) {
      this.#held = { queued, timer: setTimeout(() => this.#release(), holdMs) };
      return;
    }
    this.#enqueue(queued);
    this.#release();
  }

  /** Bytes that no fault looks at. */
  pass(bytes: Buffer): void {
    if (this.#signal.aborted) return;
    this.#enqueue({
      bytes: [bytes],
      dueMs: 0,
      bytesPerSecond: undefined,
      slice: undefined,
      afterwards: undefined,
      term: undefined,
    });
  }

  #enqueue(queued: Queued): void {
    this.#queue.push(queued);
    this.#waitingBytes += sizeOf(queued);
    if (this.#running) return;
    this.#running = true;
    this.#idle = Promise.withResolvers();
    void this.#run();
  }

  #release(): void {
    if (this.#held === undefined) return;
    const { queued, timer } = this.#held;
    clearTimeout(timer);
    this.#held = undefined;
    this.#enqueue(queued);
  }

  async #run(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined && !this.#signal.aborted; next = this.#queue.shift()) {
      const lateMs = next.dueMs - performance.now();
      if (lateMs > 0) await this.#wait(lateMs, next.term);
      for (const bytes of next.bytes) await this.#write(bytes, next);
      this.#waitingBytes -= sizeOf(next);
      if (!this.#signal.aborted) next.afterwards?.();
    }
    this.#running = false;
    this.#idle.resolve();
  }

  async #write(bytes: Buffer, { bytesPerSecond, slice, term }: Queued): Promise<void> {
    const paced =
      bytesPerSecond === undefined ? bytes.length : Math.max(1, Math.round((bytesPerSecond * dripMs) / 1000));
    const step = Math.max(1, Math.min(paced, slice?.bytes ?? paced));
    let at = 0;
    for (; at + step < bytes.length && term?.aborted === false && !this.#signal.aborted; at += step) {
      await this.#put(bytes.subarray(at, at + step));
      const paceMs = bytesPerSecond === undefined ? 0 : (step / bytesPerSecond) * 1000;
      await this.#wait(Math.max(paceMs, slice?.ms ?? 0), term);
    }
    await this.#put(bytes.subarray(at));
    const restMs = bytesPerSecond === undefined ? 0 : ((bytes.length - at) / bytesPerSecond) * 1000;
    if (restMs > 0) await this.#wait(restMs, term);
  }

  async #put(bytes: Buffer): Promise<void> {
    if (!this.#signal.aborted && !this.#sink.write(bytes)) await this.#sink.drained();
  }

  async #wait(ms: number, term: AbortSignal | undefined): Promise<void> {
    const ends = term === undefined ? this.#signal : AbortSignal.any([term, this.#signal]);
    try {
      await wait(ms, undefined, { signal: ends });
    } catch (error) {
      if (!ends.aborted) throw error;
    }
  }

  #drop(): void {
    if (this.#held !== undefined) clearTimeout(this.#held.timer);
    this.#held = undefined;
    this.#queue.length = 0;
  }
}

function sizeOf({ bytes }: Queued): number {
  return bytes.reduce((sum, { length }) => sum + length, 0);
}

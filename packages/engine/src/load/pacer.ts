import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface PacerMemory {
  /** Nanoseconds of the monotonic clock at which to wake; 0: not now, below: never again. */
  target: BigInt64Array;
  /** Changed and notified with each new target. */
  bell: Int32Array;
}

/** Wakes the event loop at a given moment. Only the last one asked for counts. */
export interface Pacer {
  /** `performance.now()` at which `onWake` is to be called, once. */
  wakeAt(atMs: number): void;
  onWake: () => void;
  close(): Promise<void>;
}

/**
 * Timers of Node go by whole milliseconds, which would be added to every latency that is measured from the intended start; and
 * to turn the event loop until the moment comes burns a core, the server's perhaps. So a thread sleeps for it.
 */
export async function startPacer(): Promise<Pacer> {
  const target = new BigInt64Array(new SharedArrayBuffer(8));
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const memory: PacerMemory = { target, bell };
  const thread = new Worker(new URL('./pacer-thread.ts', import.meta.url), { workerData: memory });
  // Both clocks count from the same start; only what they call zero differs.
  const offsetNs = process.hrtime.bigint() - BigInt(Math.round(performance.now() * 1e6));
  const ring = (at: bigint) => {
    Atomics.store(target, 0, at);
    Atomics.add(bell, 0, 1);
    Atomics.notify(bell, 0);
  };
  const pacer: Pacer = {
    onWake: () => {},
    wakeAt: (atMs) => ring(offsetNs + BigInt(Math.round(atMs * 1e6))),
    async close() {
      pacer.onWake = () => {};
      ring(-1n);
      await thread.terminate();
    },
  };
  // Its first word is that it runs, which takes a while on a busy machine.
  await once(thread, 'message');
  thread.on('message', () => pacer.onWake());
  return pacer;
}

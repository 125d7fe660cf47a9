import { parentPort, workerData } from 'node:worker_threads';
import type { PacerMemory } from './pacer.ts';

const { target, bell } = workerData as PacerMemory;

parentPort?.postMessage(0);

/** Sleeps until the moment in `target`, to a few hundredths of a millisecond, and says so; 0 waits for another. */
for (;;) {
  const rung = Atomics.load(bell, 0);
  const wakeAtNs = Atomics.load(target, 0);
  if (wakeAtNs < 0n) break;
  const waitMs = wakeAtNs === 0n ? Number.POSITIVE_INFINITY : Number(wakeAtNs - process.hrtime.bigint()) / 1e6;
  if (waitMs > 0 && Atomics.wait(bell, 0, rung, waitMs) !== 'timed-out') continue;
  // Only if nobody asked for another moment meanwhile.
  if (Atomics.compareExchange(target, 0, wakeAtNs, 0n) === wakeAtNs) parentPort?.postMessage(0);
}

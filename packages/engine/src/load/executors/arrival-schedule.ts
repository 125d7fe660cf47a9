import { valueAlong } from './value-along.ts';

/** When calls are to start, fixed beforehand: no answer moves it. */
export interface ArrivalSchedule {
  /** Milliseconds since the beginning of the next start; undefined when there are no more. Each is given once. */
  next(): number | undefined;
  /** Starts per second that are wanted at a moment. */
  rateAt(elapsedMs: number): number;
  durationMs: number;
}

/** Evenly spaced, the first at once. */
export function constantArrivals(rate: number, seconds: number): ArrivalSchedule {
  let index = 0;
  const durationMs = seconds * 1000;
  return {
    durationMs,
    rateAt: () => rate,
    next() {
      const atMs = (index / rate) * 1000;
      if (atMs >= durationMs) return undefined;
      index++;
      return atMs;
    },
  };
}

/**
 * The rate goes in a straight line from target to target, and the k-th start is where the area under it reaches k, as in k6.
 * Within a stage from rate r to r + a·T that is the root of a·t²/2 + r·t = c, in the form 2c / (r + √(r² + 2ac)) that loses no
 * digits where a is small.
 */
export function rampingArrivals(
  startRate: number,
  stages: readonly { seconds: number; target: number }[],
): ArrivalSchedule {
  let index = 0;
  let from = startRate;
  let stage = 0;
  let stageStart = 0;
  let areaBefore = 0;
  const durationMs = stages.reduce((sum, { seconds }) => sum + seconds, 0) * 1000;
  return {
    durationMs,
    rateAt: (elapsedMs) => valueAlong(startRate, stages, elapsedMs / 1000),
    next() {
      for (; stage < stages.length; stage++) {
        const { seconds, target } = stages[stage] as { seconds: number; target: number };
        const area = ((from + target) / 2) * seconds;
        const wanted = index + 1 - areaBefore;
        // A hair of tolerance: the last start of a stage is not lost to rounding.
        if (wanted <= area + 1e-9) {
          index++;
          const slope = (target - from) / seconds;
          const root = Math.sqrt(Math.max(0, from * from + 2 * slope * wanted));
          return (stageStart + Math.min(seconds, (2 * wanted) / (from + root))) * 1000;
        }
        areaBefore += area;
        stageStart += seconds;
        from = target;
      }
      return undefined;
    },
  };
}

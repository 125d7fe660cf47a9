import { normalQuantile } from '../statistics/normal-quantile.ts';

interface Spread {
  /** On the scale on which runs scatter evenly: the logarithm for relative metrics. */
  shift: number;
  margin: number;
  /** Standard deviation of the difference between one run of each side. */
  deviation: number;
  /** Runs a side that there are. */
  runs: number;
  /** The fewest that bound an interval of `confidence`, and that can prove a difference at `alpha`. */
  fewestForInterval: number;
  fewestForProof: number;
  confidence: number;
  alpha: number;
}

/**
 * About how many runs a side would decide, if shift and spread stay as they look: the interval, which narrows with the
 * root of the runs, has to come clear of the margin, and a difference has to be proved as well. Null where that is beyond
 * 1,000 runs, as it is for a shift that lies on the margin. The power is about one half: a guide, not a promise.
 */
export function runsNeeded(spread: Spread): number | null {
  const size = Math.abs(spread.shift);
  const clearance = Math.abs(size - spread.margin);
  const forInterval = (normalQuantile(0.5 + spread.confidence / 2) * spread.deviation) / clearance;
  const isShift = size > spread.margin;
  const forProof = isShift ? (normalQuantile(1 - spread.alpha / 2) * spread.deviation) / size : 0;
  const runs = Math.ceil(Math.max(forInterval, forProof) ** 2);
  const needed = Math.max(runs, isShift ? spread.fewestForProof : spread.fewestForInterval, spread.runs + 1);
  return Number.isFinite(needed) && needed <= 1_000 ? needed : null;
}

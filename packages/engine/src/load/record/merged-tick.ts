import type { LoadTick } from '@mcp-lab/contracts';
import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import { addOutcomes } from './outcome-counts.ts';
import { quantilesOf } from './quantiles-of.ts';

/** Several seconds that are told as one. Their percentiles are those of all their calls. */
export class MergedTick {
  seconds = 0;
  #tick: LoadTick | undefined;
  readonly #sketch = new QuantileSketch();

  get phase(): LoadTick['phase'] | undefined {
    return this.#tick?.phase;
  }

  get sketch(): QuantileSketch {
    return this.#sketch;
  }

  add(tick: LoadTick, sketch: QuantileSketch, seconds: number): void {
    this.#tick = this.#tick === undefined ? tick : combine(this.#tick, this.seconds, tick, seconds);
    this.#sketch.merge(sketch);
    this.seconds += seconds;
  }

  close(): LoadTick {
    if (this.#tick === undefined) throw new Error('there is nothing in it');
    return { ...this.#tick, latencyMs: quantilesOf(this.#sketch) };
  }
}

/** All but the percentiles. */
function combine(left: LoadTick, leftSeconds: number, right: LoadTick, rightSeconds: number): LoadTick {
  const outcomes = { ...left.outcomes };
  addOutcomes(outcomes, right.outcomes);
  const mean = (a: number | null, b: number | null) =>
    a === null || b === null ? (b ?? a) : (a * leftSeconds + b * rightSeconds) / (leftSeconds + rightSeconds);
  const most = (a: number | null, b: number | null) => (a === null || b === null ? (b ?? a) : Math.max(a, b));
  const buckets = new Map(left.buckets);
  for (const [bound, count] of right.buckets) buckets.set(bound, (buckets.get(bound) ?? 0) + count);
  return {
    // What stands at the end of the time is what it was at the end.
    ...right,
    calls: left.calls + right.calls,
    outcomes,
    dropped: left.dropped + right.dropped,
    bytesReceived: left.bytesReceived + right.bytesReceived,
    inFlight: Math.max(left.inFlight, right.inFlight),
    vus: Math.max(left.vus, right.vus),
    sendLagP99Ms: most(left.sendLagP99Ms, right.sendLagP99Ms),
    generatorCpuPercent: mean(left.generatorCpuPercent, right.generatorCpuPercent),
    serverCpuPercent: mean(left.serverCpuPercent, right.serverCpuPercent),
    buckets: [...buckets].toSorted(([a], [b]) => a - b),
  };
}

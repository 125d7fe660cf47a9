import { heatmapBoundsMs, type LoadTick } from '@mcp-lab/contracts';
import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import type { CallSample } from './call-sample.ts';
import { addOutcomes, noOutcomes } from './outcome-counts.ts';
import { quantilesOf } from './quantiles-of.ts';

/** What a second is told beside its calls. */
export type TickReadings = Omit<LoadTick, 'calls' | 'outcomes' | 'latencyMs' | 'bytesReceived' | 'dropped' | 'buckets'>;

/** Distributions wait as bytes: an open sketch of each second would cost twenty times as much. */
interface KeptTick {
  tick: LoadTick;
  sketch: Uint8Array;
  /** Seconds in it, for the means of what is not a distribution. */
  seconds: number;
}

const maxTicks = 3_600;

/** Counts calls by the second, and keeps the seconds; too many of them are told in longer ones. */
export class TickKeeper {
  tickSeconds = 1;
  #latency = new QuantileSketch();
  #outcomes = noOutcomes();
  #calls = 0;
  #bytesReceived = 0;
  #dropped = 0;
  #buckets = new Float64Array(heatmapBoundsMs.length);
  #kept: KeptTick[] = [];
  #pending: KeptTick | undefined;

  record({ outcome, latencyMs, bytesReceived }: CallSample): void {
    this.#calls++;
    this.#outcomes[outcome]++;
    this.#bytesReceived += bytesReceived;
    if (latencyMs === null) return;
    this.#latency.record(latencyMs);
    const bucket = bucketOf(latencyMs);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }

  get hasCalls(): boolean {
    return this.#calls > 0 || this.#dropped > 0;
  }

  drop(): void {
    this.#dropped++;
  }

  /** Ends a second. */
  close(readings: TickReadings): LoadTick {
    const tick: LoadTick = {
      ...readings,
      calls: this.#calls,
      outcomes: this.#outcomes,
      latencyMs: quantilesOf(this.#latency),
      bytesReceived: this.#bytesReceived,
      dropped: this.#dropped,
      buckets: heatmapBoundsMs.flatMap((bound, index): [number, number][] => {
        const count = this.#buckets[index] ?? 0;
        return count === 0 ? [] : [[bound, count]];
      }),
    };
    this.#keep({ tick, sketch: this.#latency.toBytes(), seconds: 1 });
    this.#latency = new QuantileSketch();
    this.#outcomes = noOutcomes();
    this.#calls = 0;
    this.#bytesReceived = 0;
    this.#dropped = 0;
    this.#buckets = new Float64Array(heatmapBoundsMs.length);
    return tick;
  }

  report(): LoadTick[] {
    return this.#all().map(({ tick }) => tick);
  }

  /** What was measured, in pieces of at least this long; percentiles of a piece are of all its calls. */
  pieces(pieceSeconds: number): LoadTick[] {
    const pieces: KeptTick[] = [];
    for (const kept of this.#all()) {
      if (kept.tick.phase !== 'measure') continue;
      const last = pieces.at(-1);
      if (last !== undefined && last.seconds < pieceSeconds) pieces[pieces.length - 1] = mergeTicks(last, kept);
      else pieces.push(kept);
    }
    return pieces.map(({ tick }) => tick);
  }

  #all(): KeptTick[] {
    return this.#pending === undefined ? this.#kept : [...this.#kept, this.#pending];
  }

  #keep(next: KeptTick): void {
    // A warm-up is never told in one tick with what was measured.
    const joins = this.#pending !== undefined && this.#pending.tick.phase === next.tick.phase;
    if (this.#pending !== undefined && !joins) this.#kept.push(this.#pending);
    this.#pending = joins && this.#pending !== undefined ? mergeTicks(this.#pending, next) : next;
    if (this.#pending.seconds < this.tickSeconds) return;
    this.#kept.push(this.#pending);
    this.#pending = undefined;
    if (this.#kept.length > maxTicks) this.#halve();
  }

  #halve(): void {
    const halved: KeptTick[] = [];
    for (const kept of this.#kept) {
      const last = halved.at(-1);
      const fits = last !== undefined && last.seconds <= this.tickSeconds && last.tick.phase === kept.tick.phase;
      if (fits) halved[halved.length - 1] = mergeTicks(last, kept);
      else halved.push(kept);
    }
    this.#kept = halved;
    this.tickSeconds *= 2;
  }
}

function mergeTicks(left: KeptTick, right: KeptTick): KeptTick {
  const sketch = QuantileSketch.fromBytes(left.sketch);
  sketch.merge(QuantileSketch.fromBytes(right.sketch));
  const outcomes = { ...left.tick.outcomes };
  addOutcomes(outcomes, right.tick.outcomes);
  const seconds = left.seconds + right.seconds;
  const mean = (a: number | null, b: number | null) =>
    a === null || b === null ? (b ?? a) : (a * left.seconds + b * right.seconds) / seconds;
  const most = (a: number | null, b: number | null) => (a === null || b === null ? (b ?? a) : Math.max(a, b));
  const buckets = new Map(left.tick.buckets);
  for (const [bound, count] of right.tick.buckets) buckets.set(bound, (buckets.get(bound) ?? 0) + count);
  const tick: LoadTick = {
    // What stands at the end of the time is what it was at the end.
    ...right.tick,
    calls: left.tick.calls + right.tick.calls,
    outcomes,
    latencyMs: quantilesOf(sketch),
    dropped: left.tick.dropped + right.tick.dropped,
    bytesReceived: left.tick.bytesReceived + right.tick.bytesReceived,
    inFlight: Math.max(left.tick.inFlight, right.tick.inFlight),
    vus: Math.max(left.tick.vus, right.tick.vus),
    sendLagP99Ms: most(left.tick.sendLagP99Ms, right.tick.sendLagP99Ms),
    generatorCpuPercent: mean(left.tick.generatorCpuPercent, right.tick.generatorCpuPercent),
    serverCpuPercent: mean(left.tick.serverCpuPercent, right.tick.serverCpuPercent),
    buckets: [...buckets].toSorted(([a], [b]) => a - b),
  };
  return { tick, sketch: sketch.toBytes(), seconds };
}

function bucketOf(latencyMs: number): number {
  const last = heatmapBoundsMs.length - 1;
  for (let index = 0; index < last; index++) if (latencyMs <= (heatmapBoundsMs[index] ?? 0)) return index;
  return last;
}

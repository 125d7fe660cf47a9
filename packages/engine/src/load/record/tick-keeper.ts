import { heatmapBoundsMs, type LoadTick } from '@mcp-lab/contracts';
import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import type { CallSample } from './call-sample.ts';
import { MergedTick } from './merged-tick.ts';
import { noOutcomes } from './outcome-counts.ts';
import { quantilesOf } from './quantiles-of.ts';

/** What a second is told beside its calls. */
export type TickReadings = Omit<LoadTick, 'calls' | 'outcomes' | 'latencyMs' | 'bytesReceived' | 'dropped' | 'buckets'>;

/** Distributions wait as bytes: an open sketch of each second would cost twenty times as much. */
interface KeptTick {
  tick: LoadTick;
  sketch: Uint8Array;
  seconds: number;
}

/** About 6 kB each. */
const aimedTicks = 1_800;
const maxTicks = 3_600;

/**
 * Counts calls by the second, and keeps the seconds; those of a long run are told in longer ones from its beginning, since to
 * put thousands of them together while it goes on would hold up the load.
 */
export class TickKeeper {
  tickSeconds: number;
  #latency = new QuantileSketch();
  #outcomes = noOutcomes();
  #calls = 0;
  #bytesReceived = 0;
  #dropped = 0;
  #buckets = new Float64Array(heatmapBoundsMs.length);
  #kept: KeptTick[] = [];
  #pending = new MergedTick();

  /** `plannedSeconds`: of the whole run, at the most. */
  constructor(plannedSeconds: number) {
    this.tickSeconds = Math.max(1, Math.ceil(plannedSeconds / aimedTicks));
  }

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
    this.#keep(tick, this.#latency);
    this.#latency = new QuantileSketch();
    this.#outcomes = noOutcomes();
    this.#calls = 0;
    this.#bytesReceived = 0;
    this.#dropped = 0;
    this.#buckets = new Float64Array(heatmapBoundsMs.length);
    return tick;
  }

  report(): LoadTick[] {
    this.#flush();
    return this.#kept.map(({ tick }) => tick);
  }

  /** What was measured, in pieces of at least this long; percentiles of a piece are of all its calls. */
  pieces(pieceSeconds: number): LoadTick[] {
    this.#flush();
    const pieces: MergedTick[] = [];
    for (const { tick, sketch, seconds } of this.#kept) {
      if (tick.phase !== 'measure') continue;
      let last = pieces.at(-1);
      if (last === undefined || last.seconds >= pieceSeconds) {
        last = new MergedTick();
        pieces.push(last);
      }
      last.add(tick, QuantileSketch.fromBytes(sketch), seconds);
    }
    return pieces.map((piece) => piece.close());
  }

  #keep(tick: LoadTick, sketch: QuantileSketch): void {
    // A warm-up is never told in one tick with what was measured.
    if (this.#pending.seconds > 0 && this.#pending.phase !== tick.phase) this.#flush();
    this.#pending.add(tick, sketch, 1);
    if (this.#pending.seconds >= this.tickSeconds) this.#flush();
  }

  #flush(): void {
    if (this.#pending.seconds === 0) return;
    const { seconds, sketch } = this.#pending;
    this.#kept.push({ tick: this.#pending.close(), sketch: sketch.toBytes(), seconds });
    this.#pending = new MergedTick();
    if (this.#kept.length > maxTicks) this.#halve();
  }

  /** Of a run that takes longer than it was planned to. */
  #halve(): void {
    const halved: MergedTick[] = [];
    for (const { tick, sketch, seconds } of this.#kept) {
      let last = halved.at(-1);
      if (last === undefined || last.seconds > this.tickSeconds || last.phase !== tick.phase) {
        last = new MergedTick();
        halved.push(last);
      }
      last.add(tick, QuantileSketch.fromBytes(sketch), seconds);
    }
    this.#kept = halved.map((one) => ({ tick: one.close(), sketch: one.sketch.toBytes(), seconds: one.seconds }));
    this.tickSeconds *= 2;
  }
}

function bucketOf(latencyMs: number): number {
  const last = heatmapBoundsMs.length - 1;
  for (let index = 0; index < last; index++) if (latencyMs <= (heatmapBoundsMs[index] ?? 0)) return index;
  return last;
}

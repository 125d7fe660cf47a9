import type { MetricsAnswer } from '@mcp-lab/contracts';
import { QuantileSketch } from '@mcp-lab/engine/statistics/quantile-sketch';
import type { RollupTable } from '../database/schema.ts';

export type Aggregation = MetricsAnswer['aggregation'];

export function isPercentile(aggregation: Aggregation): boolean {
  return /^p\d/.test(aggregation);
}

/** A rollup as it is read: with its sketch where percentiles are asked for. */
export type ReadRollup = Omit<RollupTable, 'series_id' | 'sketch'> & Partial<Pick<RollupTable, 'sketch'>>;

/** What is known of the points of one step: fed with raw points and with rollups, read in any aggregation. */
export class Accumulator {
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;
  #last = 0;
  readonly #sketch: QuantileSketch | null;

  /** A sketch costs time and memory: only where percentiles are asked for. */
  constructor(percentiles: boolean) {
    this.#sketch = percentiles ? new QuantileSketch() : null;
  }

  get count(): number {
    return this.#count;
  }

  addPoint(ts: number, value: number): void {
    this.#sketch?.record(value);
    this.#add({ ts, count: 1, sum: value, min: value, max: value, last: value });
  }

  addRollup(rollup: ReadRollup): void {
    // Most minutes hold a check or two: those need no sketch to be known exactly.
    if (rollup.count <= 2) {
      this.#sketch?.record(rollup.min);
      if (rollup.count === 2) this.#sketch?.record(rollup.max);
    } else if (rollup.sketch !== undefined) this.#sketch?.merge(QuantileSketch.fromBytes(rollup.sketch));
    this.#add(rollup);
  }

  /** 0 while empty, where a number is asked for that nothing gives. */
  read(aggregation: Aggregation): number {
    if (this.#count === 0) return 0;
    switch (aggregation) {
      case 'avg':
        return this.#sum / this.#count;
      case 'min':
        return this.#min;
      case 'max':
        return this.#max;
      case 'sum':
        return this.#sum;
      case 'count':
        return this.#count;
      case 'last':
        return this.#last;
      default:
        return this.#sketch?.quantile(Number(aggregation.slice(1)) / 100) ?? 0;
    }
  }

  #add({ ts, count, sum, min, max, last }: ReadRollup): void {
    this.#count += count;
    this.#sum += sum;
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
    if (ts < this.#lastAt) return;
    this.#lastAt = ts;
    this.#last = last;
  }
}

import type { MetricsAnswer } from '@mcp-lab/contracts';
import { QuantileSketch } from '@mcp-lab/engine/statistics/quantile-sketch';
import type { RollupTable } from '../database/schema.ts';

type Aggregation = MetricsAnswer['aggregation'];

/** What is known of the points of one step: fed with raw points and with rollups, read in any aggregation. */
export class Accumulator {
  readonly #sketch = new QuantileSketch();
  #lastAt = Number.NEGATIVE_INFINITY;
  #last = 0;

  get count(): number {
    return this.#sketch.count;
  }

  addPoint(ts: number, value: number): void {
    this.#sketch.record(value);
    this.#see(ts, value);
  }

  addRollup(row: Pick<RollupTable, 'ts' | 'last' | 'sketch'>): void {
    this.#sketch.merge(QuantileSketch.fromBytes(row.sketch));
    this.#see(row.ts, row.last);
  }

  /** 0 while empty, where a number is asked for that nothing gives. */
  read(aggregation: Aggregation): number {
    const sketch = this.#sketch;
    switch (aggregation) {
      case 'avg':
        return sketch.count === 0 ? 0 : sketch.sum / sketch.count;
      case 'min':
        return sketch.min ?? 0;
      case 'max':
        return sketch.max ?? 0;
      case 'sum':
        return sketch.sum;
      case 'count':
        return sketch.count;
      case 'last':
        return this.#last;
      default:
        return sketch.quantile(Number(aggregation.slice(1)) / 100) ?? 0;
    }
  }

  #see(ts: number, value: number): void {
    if (ts < this.#lastAt) return;
    this.#lastAt = ts;
    this.#last = value;
  }
}

import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import { CallRecorder } from './call-recorder.ts';
import type { CallSample } from './call-sample.ts';
import { ErrorKinds } from './error-kinds.ts';

/** Different names that are told apart; the rest is one. */
const maxNames = 200;
export const otherName = 'other';

/** All that one part of a run measured: the warm-up, a step, the whole. Bounded, however many calls and names there are. */
export class MeasuredSet {
  readonly total = new CallRecorder();
  readonly errors = new ErrorKinds();
  /** Milliseconds; how late the generator sent, by its own fault. */
  readonly sendLag = new QuantileSketch();
  started = 0;
  completed = 0;
  dropped = 0;
  interrupted = 0;
  /** Calls that are answered later are not of it any more. */
  isClosed = false;
  /** When the last call ended, as `performance.now()`. */
  lastEndMs = 0;
  readonly #calls = new Map<string, CallRecorder>();

  record(name: string, sample: CallSample, atMs: number): void {
    const shown = this.#calls.has(name) || this.#calls.size < maxNames ? name : otherName;
    this.#recorderFor(shown).record(sample);
    this.total.record(sample);
    if (sample.outcome !== 'ok') this.errors.record(shown, sample.outcome, sample.detail, atMs);
  }

  find(name: string): CallRecorder | undefined {
    return this.#calls.get(name);
  }

  /** By name, most calls first. */
  calls(): [name: string, recorder: CallRecorder][] {
    return [...this.#calls].toSorted(([, left], [, right]) => right.calls - left.calls);
  }

  merge(other: MeasuredSet): void {
    this.total.merge(other.total);
    this.errors.merge(other.errors);
    this.sendLag.merge(other.sendLag);
    this.started += other.started;
    this.completed += other.completed;
    this.dropped += other.dropped;
    this.interrupted += other.interrupted;
    this.lastEndMs = Math.max(this.lastEndMs, other.lastEndMs);
    for (const [name, recorder] of other.#calls) {
      const isListed = this.#calls.has(name) || this.#calls.size < maxNames;
      this.#recorderFor(isListed ? name : otherName).merge(recorder);
    }
  }

  #recorderFor(name: string): CallRecorder {
    let recorder = this.#calls.get(name);
    if (recorder === undefined) {
      recorder = new CallRecorder();
      this.#calls.set(name, recorder);
    }
    return recorder;
  }
}

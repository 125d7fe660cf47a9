import type { ChaosTick } from '@mcp-lab/contracts';
import { QuantileSketch } from '../statistics/quantile-sketch.ts';
import type { CallRecord } from './call-record.ts';

const tickMs = 1_000;
const maxTicks = 5_000;

/** What happened in each second, for whoever watches and for the report. */
export class TickKeeper {
  readonly ticks: ChaosTick[] = [];
  readonly #options: { now: () => number; onTick: (tick: ChaosTick) => void };
  #timer: NodeJS.Timeout | undefined;
  #trial: string | null = null;
  #phase: ChaosTick['phase'] = 'before';
  #calls = 0;
  #failed = 0;
  #latency = new QuantileSketch();

  constructor(options: { now: () => number; onTick: (tick: ChaosTick) => void }) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), tickMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  enter(phase: ChaosTick['phase'], trial: string): void {
    this.#phase = phase;
    this.#trial = trial;
  }

  add({ outcome, startedMs, endedMs }: CallRecord): void {
    this.#calls++;
    if (outcome !== 'ok') this.#failed++;
    this.#latency.record(Math.max(0, endedMs - startedMs));
  }

  #tick(): void {
    const tick: ChaosTick = {
      atMs: Math.round(this.#options.now()),
      trial: this.#trial,
      phase: this.#phase,
      calls: this.#calls,
      failed: this.#failed,
      latencyP95Ms: this.#latency.quantile(0.95),
    };
    this.#calls = 0;
    this.#failed = 0;
    this.#latency = new QuantileSketch();
    if (this.ticks.length < maxTicks) this.ticks.push(tick);
    this.#options.onTick(tick);
  }
}

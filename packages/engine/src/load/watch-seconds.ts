import type { LoadTick } from '@mcp-lab/contracts';
import type { ProcessUsage } from '@mcp-lab/wire';
import { QuantileSketch } from '../statistics/quantile-sketch.ts';
import type { GeneratorHealth } from './generator-health.ts';
import type { LoadDriver } from './load-driver.ts';
import type { TickKeeper } from './record/tick-keeper.ts';
import type { ServerGauges } from './thresholds/judge-threshold.ts';

export interface SecondsOptions {
  driver: LoadDriver;
  ticks: TickKeeper;
  health: GeneratorHealth;
  /** Null where the server is not the lab's to look into. */
  readUsage: (() => ProcessUsage | null) | null;
  gauges: { vus: number; targetRate: number | null };
  startedMs: number;
  onTick: (tick: LoadTick) => void;
}

/** Ends each second: what it brought, what the generator and the server used for it. */
export class SecondWatch {
  phase: LoadTick['phase'] = 'warm-up';
  /** The last that could be read. */
  readonly server: ServerGauges = { cpuPercent: null, rssBytes: null, openFiles: null };
  /** The most that a second of the measured time took. */
  cpuPercentMax = 0;
  readonly #options: SecondsOptions;
  #lag = new QuantileSketch();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SecondsOptions) {
    this.#options = options;
    options.driver.onLag = (lagMs) => this.#lag.record(lagMs);
  }

  start(): void {
    // The first look is what the next ones are compared with.
    this.#options.readUsage?.();
    this.#options.health.lap();
    this.#schedule(1);
  }

  /** The last second is told as far as it went, if anything happened in it. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#end(true);
  }

  #schedule(second: number): void {
    const { startedMs } = this.#options;
    // Against the beginning, not against the last one: lateness must not add up.
    this.#timer = setTimeout(
      () => {
        this.#end(false);
        this.#schedule(Math.max(second, Math.floor((performance.now() - startedMs) / 1000)) + 1);
      },
      Math.max(0, startedMs + second * 1000 - performance.now()),
    );
  }

  #end(isLast: boolean): void {
    const { driver, ticks, health, readUsage, gauges, startedMs, onTick } = this.#options;
    if (isLast && !ticks.hasCalls) return;
    const { cpuPercent } = health.lap();
    const usage = readUsage?.() ?? null;
    if (usage !== null) {
      this.server.cpuPercent = usage.cpuPercent;
      this.server.rssBytes = usage.rssBytes;
      this.server.openFiles = usage.openFiles;
    }
    if (this.phase === 'measure') this.cpuPercentMax = Math.max(this.cpuPercentMax, cpuPercent);
    const tick = ticks.close({
      atMs: Math.round(performance.now() - startedMs),
      phase: this.phase,
      inFlight: driver.inFlight,
      vus: gauges.vus,
      targetRate: gauges.targetRate,
      sendLagP99Ms: rounded(this.#lag.quantile(0.99)),
      generatorCpuPercent: rounded(cpuPercent),
      serverCpuPercent: rounded(usage?.cpuPercent ?? null),
      serverRssBytes: usage?.rssBytes ?? null,
      serverOpenFiles: usage?.openFiles ?? null,
      serverThreads: usage?.threads ?? null,
    });
    this.#lag = new QuantileSketch();
    onTick(tick);
  }
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000;
}

import type { CallStats, LoadReport, LoadTick } from '@mcp-lab/contracts';
import type { Report } from '../runner/protocol.ts';

type LoadParts = Extract<Report, { type: 'load-part' | 'load' }>;

/** As many as a report may have. */
const maxTicks = 5_000;
const maxCalls = 300;

/** Puts the parts of a load report together again. */
export class LoadCollector {
  readonly #ticks: LoadTick[] = [];
  readonly #calls: CallStats[] = [];
  #report: LoadReport | null = null;

  /** Throws on more than a report may have: whoever sends that has been taken over. */
  take(part: LoadParts): void {
    if (part.type === 'load') {
      this.#report = { ...part.report, ticks: this.#ticks, calls: this.#calls };
      return;
    }
    this.#ticks.push(...part.ticks);
    this.#calls.push(...part.calls);
    if (this.#ticks.length > maxTicks || this.#calls.length > maxCalls) {
      throw new Error('it reported more of a load than there can be');
    }
  }

  /** Null until the whole has come. */
  get report(): LoadReport | null {
    return this.#report;
  }
}

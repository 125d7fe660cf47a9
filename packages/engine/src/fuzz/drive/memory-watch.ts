import { createUsageReader } from '@mcp-lab/wire';

export interface MemoryGrowth {
  fromBytes: number;
  /** When half of the calls were made. */
  halfwayBytes: number;
  toBytes: number;
  calls: number;
}

/** Calls that fill caches and pools before growth means anything. */
const warmUpCalls = 10;
const callsBetween = 10;

/** Watches the memory of a process tree while it is called; a new process begins anew. Linux only. */
export class MemoryWatch {
  readonly #nowMs: () => number;
  #pid: number | undefined;
  #read: (() => { rssBytes: number } | null) | undefined;
  #calls = 0;
  #looks: number[] = [];
  /** The largest growth seen in one process; undefined where too few calls were made, or nothing can be seen. */
  worst: MemoryGrowth | undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  afterCall(pid: number | undefined): void {
    if (pid === undefined) return;
    if (pid !== this.#pid) {
      this.#pid = pid;
      this.#read = createUsageReader({ sessionId: pid }, this.#nowMs, { membersForMs: 1_000 });
      this.#calls = 0;
      this.#looks = [];
    }
    this.#calls++;
    if (this.#calls % callsBetween === 0) this.#look();
  }

  #look(): void {
    const usage = this.#read?.();
    if (usage === undefined || usage === null || this.#calls < warmUpCalls) return;
    this.#looks.push(usage.rssBytes);
    const [fromBytes = 0] = this.#looks;
    if (this.#looks.length < 4) return;
    // The lowest of three looks: what a collection gives back was no leak.
    const toBytes = lowest(this.#looks.slice(-3));
    const half = Math.floor(this.#looks.length / 2);
    const halfwayBytes = lowest(this.#looks.slice(half - 1, half + 2));
    if (this.worst === undefined || toBytes - fromBytes > this.worst.toBytes - this.worst.fromBytes) {
      this.worst = { fromBytes, halfwayBytes, toBytes, calls: this.#calls - warmUpCalls };
    }
  }
}

function lowest(values: readonly number[]): number {
  return Math.min(...values);
}

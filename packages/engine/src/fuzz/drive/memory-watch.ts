import { createUsageReader } from '@mcp-lab/wire';

export interface MemoryGrowth {
  fromBytes: number;
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
  #firstBytes: number | undefined;
  #recent: number[] = [];
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
      this.#firstBytes = undefined;
      this.#recent = [];
    }
    this.#calls++;
    if (this.#calls % callsBetween === 0) this.#look();
  }

  #look(): void {
    const usage = this.#read?.();
    if (usage === undefined || usage === null || this.#calls < warmUpCalls) return;
    this.#firstBytes ??= usage.rssBytes;
    this.#recent = [...this.#recent.slice(-2), usage.rssBytes];
    // The lowest of three looks: what a collection gives back was no leak.
    const toBytes = Math.min(...this.#recent);
    if (this.#recent.length < 3) return;
    const grown = toBytes - this.#firstBytes;
    if (this.worst === undefined || grown > this.worst.toBytes - this.worst.fromBytes) {
      this.worst = { fromBytes: this.#firstBytes, toBytes, calls: this.#calls - warmUpCalls };
    }
  }
}

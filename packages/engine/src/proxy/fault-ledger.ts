import type { Injection } from '@mcp-lab/contracts';

const maxKept = 20_000;

/** What was injected: all of it counted, the latest of it kept. */
export class FaultLedger {
  readonly counts = new Map<string, number>();
  readonly #kept: Injection[] = [];

  get injections(): readonly Injection[] {
    return this.#kept;
  }

  add(injection: Injection): void {
    this.counts.set(injection.kind, (this.counts.get(injection.kind) ?? 0) + 1);
    this.#kept.push(injection);
    if (this.#kept.length > maxKept * 2) this.#kept.splice(0, maxKept);
  }

  /** For people: `latency 12, drop 3`. */
  describe(): string {
    return [...this.counts].map(([kind, count]) => `${kind} ${count}`).join(', ') || 'nothing';
  }
}

import type { Exchange } from './exchange.ts';

const firstSlots = 256;

/**
 * What is under way, by ids that only ever grow. A ring of slots: a Map that millions of entries pass through leaves a
 * chain of dead tables, each of which keeps what it held alive until a full collection.
 */
export class PendingCalls {
  #slots: (Exchange | undefined)[] = Array.from({ length: firstSlots });
  /** Those that are still under way when the ring has come round. */
  readonly #stragglers = new Map<number, Exchange>();
  /** Nothing older is in the ring. */
  #oldestId = 0;
  #newestId = -1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: number): Exchange | undefined {
    const exchange = this.#slots[id & (this.#slots.length - 1)];
    return exchange?.id === id ? exchange : this.#stragglers.get(id);
  }

  /** Its id has to be larger than any before. */
  add(id: number, exchange: Exchange): void {
    if (this.#size * 2 > this.#slots.length) this.#grow();
    const slot = id & (this.#slots.length - 1);
    const straggler = this.#slots[slot];
    if (straggler !== undefined) this.#stragglers.set(straggler.id as number, straggler);
    this.#slots[slot] = exchange;
    this.#newestId = id;
    this.#size++;
  }

  delete(id: number): void {
    const slot = id & (this.#slots.length - 1);
    if (this.#slots[slot]?.id === id) this.#slots[slot] = undefined;
    else if (!this.#stragglers.delete(id)) return;
    this.#size--;
  }

  /** The one that is under way for the longest. */
  oldest(): Exchange | undefined {
    const [straggler] = this.#stragglers.values();
    if (straggler !== undefined) return straggler;
    const mask = this.#slots.length - 1;
    this.#oldestId = Math.max(this.#oldestId, this.#newestId - mask);
    for (; this.#oldestId <= this.#newestId; this.#oldestId++) {
      const exchange = this.#slots[this.#oldestId & mask];
      if (exchange?.id === this.#oldestId) return exchange;
    }
    return undefined;
  }

  #grow(): void {
    const held = this.#slots;
    this.#slots = Array.from({ length: held.length * 2 });
    const mask = this.#slots.length - 1;
    for (const exchange of held) if (exchange !== undefined) this.#slots[(exchange.id as number) & mask] = exchange;
  }
}

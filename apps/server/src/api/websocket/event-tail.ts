import type { LabEvent } from '@mcp-lab/contracts';

/** Where events are stored; core's table behind it. */
export interface EventStore {
  /** Events after `seq` in order, at most `limit`. */
  readAfter(seq: number, limit: number): Promise<LabEvent[]>;
  /** The oldest and newest sequence number that are kept; both 0 when there never was an event. */
  bounds(): Promise<{ oldest: number; newest: number }>;
}

interface EventTailOptions {
  store: EventStore;
  /** Called with new events in order; `position` is then the sequence number of the last. */
  onEvents(events: LabEvent[]): void;
  onError(error: unknown): void;
}

/** Events that come within this time are read and sent together. */
const batchMs = 50;
/** The safety net below the wake-ups: a lost one costs this much latency and nothing else. */
const pollMs = 1000;
const pageSize = 500;

/** Follows the table of events by sequence number. */
export class EventTail {
  position = 0;
  readonly #options: EventTailOptions;
  #timer: NodeJS.Timeout | undefined;
  #batch: NodeJS.Timeout | undefined;
  #reading = false;
  #again = false;
  #stopped = false;

  constructor(options: EventTailOptions) {
    this.#options = options;
  }

  /** Begins after the newest event there is. */
  async start(): Promise<void> {
    const { newest } = await this.#options.store.bounds();
    this.position = newest;
    this.#timer = setInterval(() => void this.#read(), pollMs);
  }

  /** Somebody says that there are new events. */
  wake(): void {
    if (this.#batch !== undefined || this.#stopped) return;
    this.#batch = setTimeout(() => {
      this.#batch = undefined;
      void this.#read();
    }, batchMs);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    clearTimeout(this.#batch);
  }

  async #read(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      let events: LabEvent[];
      do {
        this.#again = false;
        events = await this.#options.store.readAfter(this.position, pageSize);
        const last = events.at(-1);
        if (last !== undefined && !this.#stopped) {
          this.position = last.seq;
          this.#options.onEvents(events);
        }
      } while ((events.length === pageSize || this.#again) && !this.#stopped);
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#reading = false;
    }
  }
}

import type { LoadSession } from '@mcp-lab/wire';

export interface SessionPoolOptions {
  count: number;
  /** Opened side by side at the most. */
  concurrency: number;
  open(): Promise<LoadSession>;
  signal: AbortSignal;
  /** A session could not be opened again so many times that there is no hope. */
  onHopeless(reason: string): void;
}

/** Pause before a session is opened again, by how often that failed; then there is no hope. */
const reopenDelaysMs = [0, 100, 250, 500, 1_000, 2_000, 2_000, 2_000];

interface Place {
  session: LoadSession | undefined;
  failures: number;
  waiting: (() => void)[];
  timer: NodeJS.Timeout | undefined;
  isOpening: boolean;
}

/** The sessions of a run. One that ended is opened again, as a client would. */
export class SessionPool {
  opened = 0;
  reopened = 0;
  /** Why the first that could not be opened was not; null where all were. */
  failure: string | null = null;
  readonly asked: number;
  readonly #options: SessionPoolOptions;
  #places: Place[] = [];
  #isClosed = false;

  constructor(options: SessionPoolOptions) {
    this.#options = options;
    this.asked = options.count;
  }

  /** Opens as many as the server allows; `opened` tells how many that were. */
  async open(): Promise<void> {
    const { count, concurrency, signal } = this.#options;
    let begun = 0;
    const openSome = async () => {
      while (begun < count && this.failure === null && !signal.aborted) {
        begun++;
        try {
          const session = await this.#options.open();
          this.#places.push({ session, failures: 0, waiting: [], timer: undefined, isOpening: false });
          this.opened++;
        } catch (error) {
          this.failure ??= error instanceof Error ? error.message : String(error);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(count, concurrency) }, openSome));
  }

  /** In turn; undefined while it is being opened again. */
  at(index: number): LoadSession | undefined {
    const place = this.#places[index % this.#places.length];
    if (place?.session?.closed === false && !place.isOpening) return place.session;
    if (place !== undefined) this.#reopen(place);
    return undefined;
  }

  /** Whoever has a session the server knows no more has to begin another: https://modelcontextprotocol.io, Session Management. */
  renew(session: LoadSession): void {
    const place = this.#places.find((one) => one.session === session);
    if (place !== undefined) this.#reopen(place);
  }

  /** Calls back when the session at this place is there again. */
  whenReady(index: number, callback: () => void): void {
    const place = this.#places[index % this.#places.length];
    if (place === undefined || this.#isClosed || (place.session?.closed === false && !place.isOpening))
      setImmediate(callback);
    else place.waiting.push(callback);
  }

  /** Whoever waits for a session goes on without. */
  release(): void {
    for (const place of this.#places) for (const callback of place.waiting.splice(0)) callback();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { timer } of this.#places) clearTimeout(timer);
    this.release();
    const { length } = this.#places;
    let next = 0;
    // Each end of a process looks through /proc: a thousand at once would be a storm.
    const closeSome = async () => {
      while (next < length) await this.#places[next++]?.session?.close();
    };
    await Promise.all(Array.from({ length: Math.min(length, 32) }, closeSome));
  }

  #reopen(place: Place): void {
    if (place.isOpening || this.#isClosed) return;
    place.isOpening = true;
    const delayMs = reopenDelaysMs[place.failures];
    if (delayMs === undefined) {
      this.#options.onHopeless(`a session that ended could not be opened again: ${this.failure ?? 'no reason given'}`);
      return;
    }
    place.timer = setTimeout(() => void this.#openAgain(place), delayMs);
  }

  async #openAgain(place: Place): Promise<void> {
    const before = place.session;
    place.session = undefined;
    await before?.close();
    try {
      const session = await this.#options.open();
      if (this.#isClosed) {
        await session.close();
        return;
      }
      place.session = session;
      place.failures = 0;
      this.reopened++;
    } catch (error) {
      place.failures++;
      this.failure = error instanceof Error ? error.message : String(error);
    }
    place.isOpening = false;
    if (place.session === undefined) this.#reopen(place);
    else for (const callback of place.waiting.splice(0)) callback();
  }
}

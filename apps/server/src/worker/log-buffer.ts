import { appendServerLogs, type LabContext, type LogDraft } from '@mcp-lab/core';

const flushMs = 300;
/** What may wait while the database is slow; the oldest lines go first, and the store tells how many. */
const maxWaiting = 1_000;

/** Collects the lines of one server and stores them together: one transaction a line would be too many. */
export class LogBuffer {
  readonly #context: LabContext;
  readonly #serverId: string;
  #waiting: LogDraft[] = [];
  #leftOut = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(context: LabContext, serverId: string) {
    this.#context = context;
    this.#serverId = serverId;
  }

  add(entry: Omit<LogDraft, 'at'>): void {
    this.#waiting.push({ ...entry, at: this.#context.now() });
    if (this.#waiting.length > maxWaiting) {
      this.#waiting.shift();
      this.#leftOut++;
    }
    this.#timer ??= setTimeout(() => void this.flush(), flushMs);
  }

  /** Stores what waits. A database that is down costs the lines, not the worker. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const entries = this.#waiting;
    const leftOut = this.#leftOut;
    this.#waiting = [];
    this.#leftOut = 0;
    if (leftOut > 0) {
      entries.unshift({
        level: 'warn',
        source: 'lab',
        message: `${leftOut} lines could not be kept: the database was too slow.`,
      });
    }
    try {
      await appendServerLogs(this.#context, { serverId: this.#serverId, entries });
    } catch (error) {
      this.#context.log.warn(
        { err: error, serverId: this.#serverId, lines: entries.length },
        'Log lines were not stored.',
      );
    }
  }
}

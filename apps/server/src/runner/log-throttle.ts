interface LogThrottleOptions {
  write(line: string): void;
  /** Monotonic milliseconds. */
  now(): number;
  linesPerSecond: number;
  burst: number;
  maxLineLength: number;
}

/**
 * Cuts the bytes of a stream into lines and lets a bounded number of them through. A flood is counted, never kept: the
 * next line that gets through is preceded by the number of those that did not.
 */
export class LogThrottle {
  readonly #options: LogThrottleOptions;
  readonly #decoder = new TextDecoder('utf-8');
  #rest = '';
  #tokens: number;
  #filledAt: number;
  #leftOut = 0;

  constructor(options: LogThrottleOptions) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#filledAt = options.now();
  }

  push(chunk: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#offer(line);
    // A line without an end is passed on in pieces: it must not grow in memory.
    if (this.#rest.length <= this.#options.maxLineLength) return;
    this.#offer(this.#rest);
    this.#rest = '';
  }

  /** The stream is over: what is left is a line, too. */
  end(): void {
    if (this.#rest !== '') this.#offer(this.#rest);
    this.#rest = '';
    this.#tellLeftOut();
  }

  #offer(line: string): void {
    const text = line.trimEnd();
    if (text === '') return;
    const { now, linesPerSecond, burst, maxLineLength, write } = this.#options;
    const at = now();
    this.#tokens = Math.min(burst, this.#tokens + ((at - this.#filledAt) / 1000) * linesPerSecond);
    this.#filledAt = at;
    if (this.#tokens < 1) {
      this.#leftOut++;
      return;
    }
    this.#tokens--;
    this.#tellLeftOut();
    write(text.slice(0, maxLineLength));
  }

  #tellLeftOut(): void {
    if (this.#leftOut === 0) return;
    this.#options.write(`[${this.#leftOut} lines were left out: more than ${this.#options.linesPerSecond} a second]`);
    this.#leftOut = 0;
  }
}

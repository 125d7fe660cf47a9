const lineFeed = 0x0a;
/** Longer lines pass unseen: no fault strikes them. */
const maxLineBytes = 16 * 1024 * 1024;

export interface LineGateListener {
  /** A whole line, its end included. The very last one may have none. */
  onLine(line: Buffer): void;
  /** Bytes that belong to no line that is looked at. */
  onPassing(bytes: Buffer): void;
}

/** Cuts a byte stream into lines while somebody looks at them, and hands it on as it comes while nobody does. */
export class LineGate {
  readonly #listener: LineGateListener;
  #parts: Buffer[] = [];
  #heldBytes = 0;
  /** The rest of the present line passes as it comes. */
  #isPassing = false;

  constructor(listener: LineGateListener) {
    this.#listener = listener;
  }

  push(chunk: Buffer, isWatched: boolean): void {
    if (!isWatched) {
      this.#flush();
      this.#listener.onPassing(chunk);
      this.#isPassing = chunk.at(-1) !== lineFeed;
      return;
    }
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#take(chunk.subarray(start, end + 1), true);
      start = end + 1;
    }
    if (start < chunk.length) this.#take(chunk.subarray(start), false);
  }

  end(): void {
    if (this.#heldBytes === 0) return;
    const line = Buffer.concat(this.#parts);
    this.#clear();
    this.#listener.onLine(line);
  }

  #take(piece: Buffer, isEnd: boolean): void {
    if (this.#isPassing) {
      this.#listener.onPassing(piece);
      this.#isPassing = !isEnd;
      return;
    }
    this.#parts.push(piece);
    this.#heldBytes += piece.length;
    if (this.#heldBytes > maxLineBytes) {
      this.#flush();
      this.#isPassing = !isEnd;
    } else if (isEnd) this.end();
  }

  #flush(): void {
    if (this.#heldBytes > 0) this.#listener.onPassing(Buffer.concat(this.#parts));
    this.#clear();
  }

  #clear(): void {
    this.#parts = [];
    this.#heldBytes = 0;
  }
}

const firstBytes = 1024;

/** Bytes that come in pieces, in one buffer that doubles: a peer that drips single bytes costs no object for each. */
export class GrowingBuffer {
  readonly #maxBytes: number;
  #buffer = Buffer.alloc(0);
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** Valid until something is appended. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** False, and nothing is appended, when it would hold more than it may. */
  append(piece: Buffer, start = 0, end = piece.length): boolean {
    const length = this.#length + end - start;
    if (length > this.#maxBytes) return false;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(
        Math.max(firstBytes, length, Math.min(this.#buffer.length * 2, this.#maxBytes)),
      );
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    piece.copy(this.#buffer, this.#length, start, end);
    this.#length = length;
    return true;
  }

  /** Gives a large buffer back, too. */
  clear(): void {
    this.#length = 0;
    if (this.#buffer.length > 64 * 1024) this.#buffer = Buffer.alloc(0);
  }
}

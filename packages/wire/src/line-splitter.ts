/** One line of a byte stream, without its LF; a CR before it stays visible in `raw`. */
export interface Line {
  raw: Buffer;
  droppedBytes: number;
  terminated: boolean;
  firstByteNs: number;
  lastByteNs: number;
}

const LF = 0x0a;
/** A peer that drips single bytes must not cost a buffer object for each. */
const maxLooseParts = 1024;

/**
 * Splits a byte stream at LF. Works on bytes, so that a character cut by a chunk border stays whole.
 * A line is kept up to `maxBytes`, the rest is only counted: memory stays bounded whatever the peer writes.
 */
export class LineSplitter {
  readonly #maxBytes: number;
  readonly #onLine: (line: Line) => void;
  #parts: Buffer[] = [];
  /** Parts before this index are joined ones. */
  #joined = 0;
  #heldBytes = 0;
  #droppedBytes = 0;
  #firstByteNs = 0;

  constructor(maxBytes: number, onLine: (line: Line) => void) {
    this.#maxBytes = maxBytes;
    this.#onLine = onLine;
  }

  push(chunk: Buffer, atNs: number): void {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      this.#finish(chunk.subarray(start, end), atNs, true);
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(start === 0 ? chunk : chunk.subarray(start), atNs);
  }

  /** The stream ended: what is held is a line without its end. */
  end(atNs: number): void {
    if (this.#heldBytes > 0 || this.#droppedBytes > 0) this.#finish(Buffer.alloc(0), atNs, false);
  }

  #hold(piece: Buffer, atNs: number): void {
    if (this.#heldBytes === 0 && this.#droppedBytes === 0) this.#firstByteNs = atNs;
    const room = this.#maxBytes - this.#heldBytes;
    const kept = piece.length <= room ? piece : piece.subarray(0, room);
    this.#droppedBytes += piece.length - kept.length;
    if (kept.length === 0) return;
    this.#parts.push(kept);
    this.#heldBytes += kept.length;
    if (this.#parts.length - this.#joined > maxLooseParts) this.#joinLooseParts();
  }

  #joinLooseParts(): void {
    this.#parts.push(Buffer.concat(this.#parts.splice(this.#joined)));
    this.#joined = this.#parts.length;
  }

  #finish(piece: Buffer, atNs: number, terminated: boolean): void {
    if (this.#heldBytes === 0 && this.#droppedBytes === 0 && piece.length <= this.#maxBytes) {
      this.#onLine({ raw: piece, droppedBytes: 0, terminated, firstByteNs: atNs, lastByteNs: atNs });
      return;
    }
    if (piece.length > 0) this.#hold(piece, atNs);
    const line: Line = {
      raw: this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts, this.#heldBytes),
      droppedBytes: this.#droppedBytes,
      terminated,
      firstByteNs: this.#firstByteNs,
      lastByteNs: atNs,
    };
    this.#parts = [];
    this.#joined = 0;
    this.#heldBytes = 0;
    this.#droppedBytes = 0;
    this.#onLine(line);
  }
}

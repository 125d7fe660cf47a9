import { GrowingBuffer } from './growing-buffer.ts';
import { parseResponseHead, type ResponseHead } from './response-head.ts';

export interface ResponseEvents {
  /** The bytes are gone when it returns. */
  onBody(piece: Buffer): void;
  /** The response is whole. */
  onEnd(): void;
}

type State = 'head' | 'sized' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'until-close' | 'done';

const maxHeadBytes = 64 * 1024;
const maxLineBytes = 8 * 1024;

/**
 * Reads HTTP/1.1 responses off one connection, one at a time: `next` makes it ready for another. Pieces may be cut
 * anywhere. Throws Error with what is malformed.
 */
export class ResponseReader {
  head: ResponseHead | undefined;
  readonly #events: ResponseEvents;
  readonly #held = new GrowingBuffer(maxHeadBytes);
  #state: State = 'head';
  /** Bytes still to come of the body or the chunk. */
  #left = 0;
  #lastHead: Buffer | undefined;
  #lastParsed: ResponseHead | undefined;

  constructor(events: ResponseEvents) {
    this.#events = events;
  }

  get isDone(): boolean {
    return this.#state === 'done';
  }

  next(): void {
    this.#state = 'head';
    this.head = undefined;
  }

  /** What comes after the end of a response belongs to nobody: a server that sends it is not to be trusted further. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'done') throw new Error('bytes after the end of the answer');
      at = this.#step(chunk, at);
    }
  }

  /** The peer has closed the connection. */
  end(): void {
    if (this.#state === 'until-close') this.#finish();
    else if (this.#state !== 'done') throw new Error('closed within the answer');
  }

  /** Returns how far the chunk is used up. */
  #step(chunk: Buffer, at: number): number {
    switch (this.#state) {
      case 'head':
        return this.#takeHead(chunk, at);
      case 'sized':
      case 'chunk':
        return this.#takeCounted(chunk, at);
      case 'until-close':
        this.#events.onBody(at === 0 ? chunk : chunk.subarray(at));
        return chunk.length;
      default:
        return this.#takeLine(chunk, at);
    }
  }

  #takeHead(chunk: Buffer, at: number): number {
    if (this.#held.length === 0) {
      const end = chunk.indexOf('\r\n\r\n', at, 'latin1');
      if (end >= 0) {
        this.#useHead(chunk.subarray(at, end));
        return end + 4;
      }
    }
    // Where the end itself is cut, it lies in what is held.
    const heldBefore = this.#held.length;
    const room = Math.min(chunk.length, at + maxHeadBytes - heldBefore);
    if (room === at) throw new Error('a head that is too long');
    this.#held.append(chunk, at, room);
    const end = this.#held.bytes.indexOf('\r\n\r\n', Math.max(0, heldBefore - 3), 'latin1');
    if (end < 0) return room;
    this.#useHead(this.#held.bytes.subarray(0, end));
    this.#held.clear();
    return at + end + 4 - heldBefore;
  }

  #useHead(bytes: Buffer): void {
    // Most heads of a connection are the same, byte for byte, for a second.
    if (this.#lastHead?.equals(bytes)) this.head = this.#lastParsed;
    else {
      this.head = parseResponseHead(bytes.toString('latin1'));
      this.#lastHead = Buffer.from(bytes);
      this.#lastParsed = this.head;
    }
    const { status, framing, length } = this.head as ResponseHead;
    if (status === 101) throw new Error('a protocol switch that was not asked for');
    if (status < 200) this.next();
    else if (framing === 'none') this.#finish();
    else if (framing === 'chunked') this.#state = 'chunk-size';
    else {
      this.#state = framing;
      this.#left = length;
    }
  }

  #takeCounted(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#left);
    this.#left -= end - at;
    this.#events.onBody(chunk.subarray(at, end));
    if (this.#left > 0) return end;
    if (this.#state === 'chunk') this.#state = 'chunk-end';
    else this.#finish();
    return end;
  }

  #takeLine(chunk: Buffer, at: number): number {
    const lineFeed = chunk.indexOf(0x0a, at);
    const end = lineFeed < 0 ? chunk.length : lineFeed + 1;
    if (this.#held.length + end - at > maxLineBytes) throw new Error('a chunk line that is too long');
    if (lineFeed >= 0 && this.#held.length === 0) this.#useLine(chunk.toString('latin1', at, lineFeed));
    else {
      this.#held.append(chunk, at, end);
      if (lineFeed < 0) return end;
      const line = this.#held.bytes.toString('latin1', 0, this.#held.length - 1);
      this.#held.clear();
      this.#useLine(line);
    }
    return end;
  }

  #useLine(ended: string): void {
    if (!ended.endsWith('\r')) throw new Error('a chunk line without its end');
    const line = ended.slice(0, -1);
    if (this.#state === 'trailers') {
      if (line === '') this.#finish();
    } else if (this.#state === 'chunk-end') {
      if (line !== '') throw new Error('a chunk that is longer than its size');
      this.#state = 'chunk-size';
    } else {
      const size = /^([0-9a-f]{1,12})\s*(?:;|$)/i.exec(line)?.[1];
      if (size === undefined) throw new Error('a malformed chunk size');
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? 'trailers' : 'chunk';
    }
  }

  #finish(): void {
    this.#state = 'done';
    this.#events.onEnd();
  }
}

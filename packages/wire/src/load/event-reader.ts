import { GrowingBuffer } from './growing-buffer.ts';

/** As far as a load session tells types of events apart; one without a type is a `message`. */
export type EventKind = 'message' | 'endpoint' | 'other';

/** `data` is gone when it returns. `bytes` are all of the event on the stream, from the first, which came at `firstByteNs`. */
export type EventListener = (kind: EventKind, data: Buffer, firstByteNs: number, bytes: number) => void;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;
const space = 0x20;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const newLine = Buffer.from('\n');
const dataField = Buffer.from('data');
const eventField = Buffer.from('event');
const messageType = Buffer.from('message');
const endpointType = Buffer.from('endpoint');

/**
 * Reads an event stream byte by byte as the standard has it (https://html.spec.whatwg.org/multipage/server-sent-events.html),
 * without making a string or an object for an event. Pieces may be cut anywhere, lines end with LF, CR or both. An event
 * that is larger than `maxBytes` is dropped and counted, and what follows it is read on.
 */
export class EventReader {
  /** Events that were too large, counted as soon as they are. */
  dropped = 0;
  readonly #onEvent: EventListener;
  /** A line that is not at its end yet. */
  readonly #line: GrowingBuffer;
  /** The data of an event that came in more than one line or piece. */
  readonly #data: GrowingBuffer;
  /** The data so far, while it is one line of what was just read. */
  #piece: Buffer | undefined;
  #hasData = false;
  #kind: EventKind = 'message';
  #firstByteNs = 0;
  #bytes = 0;
  #isTooLarge = false;
  /** The rest of a line that is too large. */
  #isSkipping = false;
  /** A line feed now belongs to the line before. */
  #isAfterReturn = false;
  #isAtStart = true;

  constructor(maxBytes: number, onEvent: EventListener) {
    this.#onEvent = onEvent;
    this.#line = new GrowingBuffer(maxBytes);
    this.#data = new GrowingBuffer(maxBytes);
  }

  push(chunk: Buffer, nowNs: number): void {
    let at = this.#isAfterReturn && chunk[0] === lineFeed ? 1 : 0;
    if (chunk.length > 0) this.#isAfterReturn = false;
    // Each is looked for once behind where it was found last: a stream of bare returns must not cost a search for each.
    let feedAt = find(chunk, lineFeed, at);
    let returnAt = find(chunk, carriageReturn, at);
    while (at < chunk.length) {
      if (this.#bytes === 0) this.#firstByteNs = nowNs;
      const end = Math.min(feedAt, returnAt);
      if (end === chunk.length) break;
      let next = end + 1;
      if (end === returnAt) {
        if (next === chunk.length) this.#isAfterReturn = true;
        else if (chunk[next] === lineFeed) next++;
      }
      this.#bytes += next - at;
      this.#takeLine(chunk, at, end);
      at = next;
      if (feedAt < at) feedAt = find(chunk, lineFeed, at);
      if (returnAt < at) returnAt = find(chunk, carriageReturn, at);
    }
    this.#keepPiece();
    if (at < chunk.length) this.#hold(chunk, at);
  }

  /** For another stream. */
  reset(): void {
    this.#line.clear();
    this.#data.clear();
    this.#piece = undefined;
    this.#hasData = false;
    this.#kind = 'message';
    this.#bytes = 0;
    this.dropped = 0;
    this.#isTooLarge = false;
    this.#isSkipping = false;
    this.#isAfterReturn = false;
    this.#isAtStart = true;
  }

  #hold(chunk: Buffer, at: number): void {
    this.#bytes += chunk.length - at;
    if (this.#isSkipping || this.#line.append(chunk, at)) return;
    this.#isSkipping = true;
    this.#drop();
  }

  #takeLine(chunk: Buffer, start: number, end: number): void {
    if (this.#isSkipping) {
      this.#isSkipping = false;
      this.#line.clear();
    } else if (this.#line.length === 0) this.#useLine(chunk, start, end);
    else {
      const isWhole = this.#line.append(chunk, start, end);
      const line = this.#line.bytes;
      // Its bytes stay where they are until another line is held, which is after the last of this chunk.
      this.#line.clear();
      if (isWhole) this.#useLine(line, 0, line.length);
      else this.#drop();
    }
  }

  #useLine(line: Buffer, from: number, end: number): void {
    let start = from;
    if (this.#isAtStart) {
      this.#isAtStart = false;
      if (isAt(line, start, end, byteOrderMark)) start += byteOrderMark.length;
    }
    if (start === end) this.#dispatch();
    else if (this.#isTooLarge) return;
    else if (isField(line, start, end, dataField))
      this.#addData(line, valueAt(line, start + dataField.length, end), end);
    else if (isField(line, start, end, eventField)) {
      this.#kind = kindOf(line, valueAt(line, start + eventField.length, end), end);
    }
  }

  #addData(line: Buffer, start: number, end: number): void {
    if (!this.#hasData) {
      this.#hasData = true;
      this.#piece = line.subarray(start, end);
      return;
    }
    this.#keepPiece();
    if (!this.#data.append(newLine) || !this.#data.append(line, start, end)) this.#drop();
  }

  /** Out of what will be overwritten. */
  #keepPiece(): void {
    if (this.#piece === undefined) return;
    if (!this.#data.append(this.#piece)) this.#drop();
    this.#piece = undefined;
  }

  #drop(): void {
    if (!this.#isTooLarge) this.dropped++;
    this.#isTooLarge = true;
    this.#piece = undefined;
    this.#line.clear();
    this.#data.clear();
  }

  #dispatch(): void {
    const kind = this.#kind;
    const bytes = this.#bytes;
    const isWhole = this.#hasData && !this.#isTooLarge;
    const data = this.#piece ?? this.#data.bytes;
    this.#kind = 'message';
    this.#bytes = 0;
    this.#hasData = false;
    this.#isTooLarge = false;
    this.#piece = undefined;
    if (isWhole) this.#onEvent(kind, data, this.#firstByteNs, bytes);
    if (this.#data.length > 0) this.#data.clear();
  }
}

/** The length where there is none. */
function find(chunk: Buffer, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at < 0 ? chunk.length : at;
}

function isAt(line: Buffer, start: number, end: number, text: Buffer): boolean {
  if (end - start < text.length) return false;
  for (let index = 0; index < text.length; index++) if (line[start + index] !== text[index]) return false;
  return true;
}

function isField(line: Buffer, start: number, end: number, name: Buffer): boolean {
  if (line[start] !== name[0] || !isAt(line, start, end, name)) return false;
  const after = start + name.length;
  return after === end || line[after] === colon;
}

/** Behind the name of a field come nothing, or a colon, perhaps a blank, and the value. */
function valueAt(line: Buffer, afterName: number, end: number): number {
  if (afterName === end) return end;
  const start = afterName + 1;
  return start < end && line[start] === space ? start + 1 : start;
}

function kindOf(line: Buffer, start: number, end: number): EventKind {
  const length = end - start;
  if (length === 0 || (length === messageType.length && isAt(line, start, end, messageType))) return 'message';
  return length === endpointType.length && isAt(line, start, end, endpointType) ? 'endpoint' : 'other';
}

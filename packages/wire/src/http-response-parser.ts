import type { Header } from './channel.ts';

export interface ResponseParts {
  onHead(status: number, headers: Header[]): void;
  onBody(chunk: Buffer): void;
  /** The response is whole; what follows on the connection belongs to nobody. */
  onEnd(): void;
}

type State = 'head' | 'sized' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'until-close' | 'done';

/** A head or chunk line this long is no answer of an honest server. */
const maxHeadBytes = 256 * 1024;
const noBody = Buffer.alloc(0);

/**
 * Reads one HTTP/1.1 response off a connection, informational ones before it included. It keeps header bytes as Latin-1.
 * Throws Error with what is malformed.
 */
export class HttpResponseParser {
  readonly #parts: ResponseParts;
  readonly #isHead: boolean;
  #state: State = 'head';
  #buffered: Buffer = noBody;
  /** Bytes still to come of the body or the chunk. */
  #left = 0;

  constructor(method: string, parts: ResponseParts) {
    this.#isHead = method === 'HEAD';
    this.#parts = parts;
  }

  push(chunk: Buffer): void {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
    while (this.#buffered.length > 0 && this.#state !== 'done' && this.#step());
  }

  /** The peer has closed the connection. */
  close(): void {
    if (this.#state === 'until-close') this.#finish();
    else if (this.#state !== 'done') throw new Error('the connection was closed before the response was complete');
  }

  /** False when more bytes are needed. */
  #step(): boolean {
    switch (this.#state) {
      case 'head':
        return this.#takeHead();
      case 'sized':
      case 'chunk':
        return this.#takeCounted();
      case 'until-close':
        this.#parts.onBody(this.#buffered);
        this.#buffered = noBody;
        return false;
      default:
        return this.#takeLine();
    }
  }

  #takeHead(): boolean {
    const end = this.#buffered.indexOf('\r\n\r\n');
    if (end < 0) return this.#wantMore();
    const [statusLine = '', ...lines] = this.#buffered.toString('latin1', 0, end).split('\r\n');
    this.#buffered = this.#buffered.subarray(end + 4);
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1] ?? Number.NaN);
    if (Number.isNaN(status)) throw new Error(`malformed status line ${JSON.stringify(statusLine.slice(0, 100))}`);
    if (status >= 100 && status < 200) return true;
    const headers = lines.map(readHeader);
    this.#parts.onHead(status, headers);
    this.#expectBody(status, headers);
    return true;
  }

  #expectBody(status: number, headers: readonly Header[]): void {
    const find = (name: string) => headers.find(([present]) => present.toLowerCase() === name)?.[1];
    const length = find('content-length');
    if (this.#isHead || status === 204 || status === 304) this.#finish();
    else if (/(?:^|,)\s*chunked\s*$/i.test(find('transfer-encoding') ?? '')) this.#state = 'chunk-size';
    else if (length === undefined) this.#state = 'until-close';
    else if (!/^\d{1,15}$/.test(length)) throw new Error(`malformed Content-Length ${JSON.stringify(length)}`);
    else if (Number(length) === 0) this.#finish();
    else {
      this.#left = Number(length);
      this.#state = 'sized';
    }
  }

  #takeCounted(): boolean {
    const part = this.#buffered.subarray(0, this.#left);
    this.#buffered = this.#buffered.subarray(part.length);
    this.#left -= part.length;
    this.#parts.onBody(part);
    if (this.#left > 0) return false;
    if (this.#state === 'chunk') this.#state = 'chunk-end';
    else this.#finish();
    return true;
  }

  #takeLine(): boolean {
    const end = this.#buffered.indexOf('\r\n');
    if (end < 0) return this.#wantMore();
    const line = this.#buffered.toString('latin1', 0, end);
    this.#buffered = this.#buffered.subarray(end + 2);
    if (this.#state === 'trailers') {
      if (line === '') this.#finish();
    } else if (this.#state === 'chunk-end') {
      if (line !== '') throw new Error('a chunk is longer than its size says');
      this.#state = 'chunk-size';
    } else {
      const size = /^([0-9a-f]{1,12})\s*(?:;|$)/i.exec(line)?.[1];
      if (size === undefined) throw new Error(`malformed chunk size ${JSON.stringify(line.slice(0, 100))}`);
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? 'trailers' : 'chunk';
    }
    return true;
  }

  #wantMore(): false {
    if (this.#buffered.length > maxHeadBytes) throw new Error(`a head longer than ${maxHeadBytes} bytes`);
    return false;
  }

  #finish(): void {
    this.#state = 'done';
    this.#parts.onEnd();
  }
}

function readHeader(line: string): Header {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(`malformed header line ${JSON.stringify(line.slice(0, 100))}`);
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

import { createParser } from 'eventsource-parser';

/** One event, comment or stray line of an event stream. Bytes are exact: they were never decoded on the way. */
export interface SseItem {
  kind: 'event' | 'comment' | 'fields' | 'malformed';
  data: Buffer;
  fields: { event?: string; id?: string; retry?: number };
  firstByteNs: number;
  lastByteNs: number;
  /** Malformed only: what is wrong with the line. */
  problem?: string;
}

/** Cuts the bytes of an event stream into items. An unfinished event at the end of the stream is none, by the standard. */
export class SseReader {
  readonly #parser: ReturnType<typeof createParser>;
  readonly #onItem: (item: SseItem) => void;
  /** The end of what was fed so far: an empty line there means that no event is in the making. */
  #tail = '\n\n';
  #startedNs = 0;
  #chunkNs = 0;
  #retry: number | undefined;
  #id: string | undefined;
  #exceeded = false;

  constructor(maxEventBytes: number, onItem: (item: SseItem) => void) {
    this.#onItem = onItem;
    this.#parser = createParser({
      maxBufferSize: maxEventBytes,
      onId: (id) => {
        this.#id = id;
      },
      onRetry: (retry) => {
        this.#retry = retry;
      },
      onEvent: (event) => this.#emitEvent(event.data, event.event, event.id),
      onComment: (comment) => this.#emit('comment', comment, {}),
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') this.#exceeded = true;
        this.#emit('malformed', error.line ?? '', {}, error.message);
      },
    });
  }

  /** False once an event was larger than the cap: the stream cannot be read on. */
  push(chunk: Buffer, atNs: number): boolean {
    if (this.#exceeded) return false;
    const betweenEvents = /(?:\n\n|\r\r|\r\n\r\n)$/.test(this.#tail);
    if (betweenEvents) this.#startedNs = atNs;
    this.#chunkNs = atNs;
    // The syntax of an event stream is ASCII, so reading it as Latin-1 keeps every byte of the data as it was.
    const text = chunk.toString('latin1');
    this.#parser.feed(text);
    this.#tail = (this.#tail + text.slice(-4)).slice(-4);
    this.#emitFieldsWithoutData();
    return !this.#exceeded;
  }

  #emitEvent(data: string, event: string | undefined, id: string | undefined): void {
    const fields: SseItem['fields'] = {};
    if (event !== undefined) fields.event = toUtf8(event);
    if (id !== undefined) fields.id = toUtf8(id);
    if (this.#retry !== undefined) fields.retry = this.#retry;
    this.#retry = undefined;
    this.#id = undefined;
    this.#emit('event', data, fields);
  }

  /** `retry:` or `id:` in a block without data is no event, but a test wants to see it. */
  #emitFieldsWithoutData(): void {
    if (this.#id === undefined && this.#retry === undefined) return;
    if (!/(?:\n\n|\r\r|\r\n\r\n)$/.test(this.#tail)) return;
    const fields: SseItem['fields'] = {};
    if (this.#id !== undefined) fields.id = toUtf8(this.#id);
    if (this.#retry !== undefined) fields.retry = this.#retry;
    this.#id = undefined;
    this.#retry = undefined;
    this.#emit('fields', '', fields);
  }

  #emit(kind: SseItem['kind'], data: string, fields: SseItem['fields'], problem?: string): void {
    const firstByteNs = this.#startedNs;
    // What follows in this chunk began with this chunk.
    this.#startedNs = this.#chunkNs;
    this.#onItem({
      kind,
      data: Buffer.from(data, 'latin1'),
      fields,
      firstByteNs,
      lastByteNs: this.#chunkNs,
      ...(problem === undefined ? {} : { problem }),
    });
  }
}

function toUtf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

import type { Dispatcher } from 'undici';
import { type BodyDecoder, createBodyDecoder } from './body-decoder.ts';
import type { Header } from './channel.ts';
import type { Frame } from './frame.ts';
import { findHeader } from './merge-headers.ts';
import type { WireLimits } from './open-options.ts';
import { parseJson } from './parse-json.ts';
import { type SseItem, SseReader } from './sse-reader.ts';
import type { Transcript } from './transcript.ts';

export interface ResponseHead {
  status: number;
  headers: Header[];
  contentType: string | undefined;
}

/** How an exchange ended. `failed` is the network's or the peer's doing, `aborted` ours. */
export interface ExchangeEnd {
  kind: 'complete' | 'deadline' | 'aborted' | 'too-large' | 'failed';
  failure?: string;
  /** The error of a failure, for its code. */
  error?: Error;
}

export interface ExchangeListener {
  onHead?(head: ResponseHead): void;
  /** A whole body, or one SSE event. */
  onMessage?(frame: Frame): void;
  /** Exactly once, last. */
  onEnd(end: ExchangeEnd): void;
}

export interface ExchangeOptions {
  transcript: Transcript;
  connection: number;
  stream: string;
  limits: WireLimits;
  /** For the whole exchange, body and all. Infinity for none. */
  deadlineMs: number;
  signal?: AbortSignal;
}

const noBytes = Buffer.alloc(0);
const maxTimerMs = 2 ** 31 - 1;

/** The receiving half of one HTTP exchange: head, body or event stream, caps and deadline, written to the transcript. */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions;
  readonly #listener: ExchangeListener;
  #controller: Dispatcher.DispatchController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #decoder: BodyDecoder | undefined;
  #sse: SseReader | undefined;
  #chunks: Buffer[] = [];
  #keptBytes = 0;
  #bodyBytes = 0;
  #firstByteNs = 0;
  #lastByteNs = 0;
  #encodingProblem: string | undefined;
  #ended = false;

  constructor(options: ExchangeOptions, listener: ExchangeListener) {
    this.#options = options;
    this.#listener = listener;
    if (options.deadlineMs <= maxTimerMs) {
      this.#timer = setTimeout(() => this.#abort({ kind: 'deadline' }), options.deadlineMs);
    }
    const { signal } = options;
    if (signal?.aborted) queueMicrotask(this.abort);
    else signal?.addEventListener('abort', this.abort, { once: true });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Closes the connection under the exchange: to a modern server this is a cancellation. */
  readonly abort = (): void => this.#abort({ kind: 'aborted', failure: 'aborted' });

  /** From now on only its end, an abort or the caps end the exchange. */
  dropDeadline(): void {
    clearTimeout(this.#timer);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(new Error('ended before it was sent'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    // An informational response announces another one.
    if (this.#ended || status < 200) return;
    const headers = readRawHeaders(controller.rawHeaders);
    const contentType = findHeader(headers, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase();
    const atNs = this.#options.transcript.now();
    this.#append('http-response', { raw: noBytes, firstByteNs: atNs, lastByteNs: atNs, http: { status, headers } });
    if (contentType === 'text/event-stream') {
      this.#sse = new SseReader(this.#options.limits.maxFrameBytes, (item) => this.#takeSseItem(item));
    }
    this.#prepareDecoder(findHeader(headers, 'content-encoding'));
    this.#listener.onHead?.({ status, headers, contentType });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    if (this.#decoder === undefined) this.#takeBody(chunk);
    else if (!this.#decoder.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#decoder === undefined) this.#finish();
    else this.#decoder.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#end({ kind: 'failed', failure: describeError(error), error });
  }

  #prepareDecoder(encoding: string | undefined): void {
    if (encoding === undefined || encoding.trim().toLowerCase() === 'identity') return;
    this.#decoder = createBodyDecoder(encoding, {
      onData: (chunk) => this.#takeBody(chunk),
      onDrain: () => this.#controller?.resume(),
      onEnd: () => this.#finish(),
      onError: (message) => this.#abort({ kind: 'failed', failure: `content-encoding ${encoding}: ${message}` }),
    });
    if (this.#decoder === undefined) this.#encodingProblem = `content-encoding ${encoding} is not known`;
  }

  #takeBody(chunk: Buffer): void {
    if (this.#ended) return;
    const { limits, transcript } = this.#options;
    const atNs = transcript.now();
    if (this.#bodyBytes === 0) this.#firstByteNs = atNs;
    this.#lastByteNs = atNs;
    this.#bodyBytes += chunk.length;
    if (this.#sse !== undefined) {
      if (!this.#sse.push(chunk, atNs)) {
        this.#abort({ kind: 'too-large', failure: `an event is longer than ${limits.maxFrameBytes} bytes` });
        return;
      }
    } else if (this.#keptBytes < limits.maxFrameBytes) {
      const kept = chunk.subarray(0, limits.maxFrameBytes - this.#keptBytes);
      this.#chunks.push(kept);
      this.#keptBytes += kept.length;
    }
    if (this.#bodyBytes > limits.maxBodyBytes) {
      this.#abort({ kind: 'too-large', failure: `the body is longer than ${limits.maxBodyBytes} bytes` });
    }
  }

  #finish(): void {
    if (this.#ended) return;
    this.#emitBody();
    this.#end({ kind: 'complete' });
  }

  #abort(end: ExchangeEnd): void {
    if (this.#ended) return;
    this.#emitBody(end.failure ?? end.kind);
    this.#end(end);
    this.#decoder?.destroy();
    this.#controller?.abort(new Error(end.failure ?? end.kind));
  }

  /** A body that is not an event stream is one frame; `cut` says why it did not come to its end. */
  #emitBody(cut?: string): void {
    if (this.#sse !== undefined || this.#bodyBytes === 0) return;
    const { limits } = this.#options;
    const raw = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks, this.#keptBytes);
    this.#chunks = [];
    const droppedBytes = this.#bodyBytes - raw.length;
    const problem =
      cut ?? this.#encodingProblem ?? (droppedBytes > 0 ? `longer than ${limits.maxFrameBytes} bytes` : undefined);
    const frame = this.#append('message', {
      raw,
      droppedBytes,
      firstByteNs: this.#firstByteNs,
      lastByteNs: this.#lastByteNs,
      ...this.#parse(raw, problem),
    });
    this.#listener.onMessage?.(frame);
  }

  #takeSseItem(item: SseItem): void {
    if (this.#ended) return;
    const { data: raw, fields: sse, firstByteNs, lastByteNs } = item;
    if (item.kind === 'event') {
      const frame = this.#append('message', { raw, sse, firstByteNs, lastByteNs, ...this.#parse(raw, undefined) });
      this.#listener.onMessage?.(frame);
      return;
    }
    const note = item.kind === 'comment' ? undefined : item.kind;
    this.#append('sse-comment', { raw, sse, firstByteNs, lastByteNs, note, parseError: item.problem });
  }

  #parse(raw: Buffer, problem: string | undefined): Pick<Frame, 'json' | 'parseError'> {
    if (problem !== undefined) return { parseError: problem };
    const parsed = parseJson(raw, this.#options.limits.maxDepth);
    return parsed.ok ? { json: parsed.value } : { parseError: parsed.reason };
  }

  #end(end: ExchangeEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.abort);
    if (this.#sse !== undefined || end.kind !== 'complete') {
      const atNs = this.#options.transcript.now();
      const note = `ended: ${end.failure ?? end.kind}`;
      this.#append('lifecycle', { raw: noBytes, firstByteNs: atNs, lastByteNs: atNs, note });
    }
    this.#listener.onEnd(end);
  }

  #append(kind: Frame['kind'], rest: Pick<Frame, 'raw' | 'firstByteNs' | 'lastByteNs'> & Partial<Frame>): Frame {
    const { transcript, connection, stream } = this.#options;
    return transcript.append({ kind, direction: 'received', connection, stream, droppedBytes: 0, ...rest });
  }
}

function readRawHeaders(raw: Dispatcher.DispatchController['rawHeaders']): Header[] {
  const headers: Header[] = [];
  if (!Array.isArray(raw)) return headers;
  for (let at = 0; at + 1 < raw.length; at += 2) headers.push([decode(raw[at]), decode(raw[at + 1])]);
  return headers;
}

/** Header bytes are Latin-1 by the standard, which keeps each of them as it was. */
function decode(value: Buffer | string | undefined): string {
  return Buffer.isBuffer(value) ? value.toString('latin1') : (value ?? '');
}

/** The code and the message of a network error, with the innermost cause, which is the one that says something. */
export function describeError(error: Error): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return describeError(error.errors[0]);
  if (error.cause instanceof Error) return describeError(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined || error.message.includes(code) ? error.message : `${code}: ${error.message}`;
}

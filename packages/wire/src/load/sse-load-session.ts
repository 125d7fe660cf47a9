import type { Header } from '../channel.ts';
import type { StopReport } from '../connection.ts';
import { explainConnectFailure } from '../explain-connect-failure.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import { mergeHeaders } from '../merge-headers.ts';
import type { Revision } from '../revision.ts';
import type { HttpTarget } from '../target.ts';
import { WireError } from '../wire-error.ts';
import { CompiledCall, messageStart } from './compiled-call.ts';
import type { EventKind } from './event-reader.ts';
import { createExchange, type Exchange, type ExchangeDone } from './exchange.ts';
import { type Flaw, judgeAnswer } from './judge-answer.ts';
import type { LoadAnswer, LoadSession, LoadSessionOptions, PreparedCall } from './load-session.ts';
import type { LoadSocketOwner, Received } from './load-socket-owner.ts';
import { LoadSockets } from './load-sockets.ts';
import { LoadStream, type LoadStreamListener } from './load-stream.ts';
import { parseAnswer } from './parse-answer.ts';
import { PendingCalls } from './pending-calls.ts';
import { readEndpoint } from './read-endpoint.ts';
import { ReusedAnswer } from './reused-answer.ts';
import { initialize, notOpened } from './shake-hands.ts';
import { SidePosts } from './side-posts.ts';
import { sweepRegularly } from './timeout-sweep.ts';
import { toEndpoint } from './to-endpoint.ts';
import { writeRequestStart } from './write-request-start.ts';

/**
 * One session of HTTP+SSE (2024-11-05) under load: calls are posted on as many connections as are under way, kept alive, and
 * all answers come on one event stream, where they find their call by its id. A post that is refused fails its call; one
 * that is taken says nothing yet. What is no answer on the stream, or too large for one, is passed over, and its call times
 * out, as over stdio. When the stream ends so does the session: its end point was good for that stream alone. Bytes of an
 * answer are those of its event, without the sizes of HTTP chunks.
 */
export class SseLoadSession implements LoadSession, LoadSocketOwner, LoadStreamListener {
  readonly transport = 'http-sse';
  readonly revision: Revision;
  readonly process = undefined;
  readonly era = 'legacy';
  readonly isAnsweredElsewhere = true;
  readonly #target: HttpTarget;
  readonly #url: URL;
  readonly #options: LoadSessionOptions;
  readonly #stream: LoadStream;
  readonly #sockets: LoadSockets;
  readonly #pending = new PendingCalls();
  readonly #answer = new ReusedAnswer();
  readonly #side = new SidePosts((message) => this.#post(message));
  readonly #stopSweeping: () => void;
  readonly #streamDeadlineNs: number;
  /** Told when the stream has named its end point, or why it did not. */
  #onOpened: ((problem: string | undefined) => void) | undefined;
  /** Where to post. */
  #path = '';
  /** Everything of a request up to the headers of its call. */
  #start = '';
  /** Calls after the end, until they are told so. */
  #refused = 0;
  #nextId = 1;
  #ended: Flaw | undefined;

  /** Throws WireError when the server cannot be connected to or does not open. */
  static async open(target: HttpTarget, url: URL, options: LoadSessionOptions): Promise<SseLoadSession> {
    if (options.signal?.aborted) throw new WireError('aborted', 'The session was cancelled.', 'Start it again.');
    const session = new SseLoadSession(target, url, options);
    try {
      await session.#open();
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  }

  private constructor(target: HttpTarget, url: URL, options: LoadSessionOptions) {
    this.revision = options.revision;
    this.#target = target;
    this.#url = url;
    this.#options = options;
    const headers: Header[] = [
      ['Host', url.host],
      ['Accept', 'text/event-stream'],
      ['Accept-Encoding', 'identity'],
    ];
    const request = writeRequestStart('GET', `${url.pathname}${url.search}`, mergeHeaders(headers, target.headers));
    const endpoint = toEndpoint(url, options.checkAddress);
    this.#sockets = new LoadSockets(endpoint, this);
    this.#streamDeadlineNs = (performance.now() + options.openingTimeoutMs) * 1e6;
    this.#stream = new LoadStream(endpoint, `${request}\r\n`, this);
    this.#stopSweeping = sweepRegularly(this);
    options.signal?.addEventListener('abort', this.#abandon);
  }

  get inFlight(): number {
    return this.#pending.size + this.#refused;
  }

  get closed(): boolean {
    return this.#ended !== undefined;
  }

  prepare(method: string, params: JsonObject, headers: Record<string, string> = {}): PreparedCall {
    return new CompiledCall(method, params, this.revision, headers);
  }

  call(prepared: PreparedCall, numbers: { n: number; vu: number }, done: (answer: LoadAnswer) => void): void {
    if (!(prepared instanceof CompiledCall)) throw new TypeError('The call was not prepared by a load session.');
    this.#request(prepared, numbers, this.#options.requestTimeoutMs, done);
  }

  request(call: CompiledCall, timeoutMs: number, done: ExchangeDone): void {
    this.#request(call, { n: 0, vu: 0 }, timeoutMs, done);
  }

  explain(detail: string): WireError | undefined {
    return explainConnectFailure(this.#target.url, detail);
  }

  sweep(nowNs: number): void {
    if (this.#onOpened !== undefined && nowNs >= this.#streamDeadlineNs) {
      const detail = `no endpoint event within ${this.#options.openingTimeoutMs} ms`;
      this.#end({ outcome: 'timeout', detail });
      return;
    }
    // First those that are on a connection: what was not written by then never is.
    this.#sockets.sweep(nowNs);
    // The oldest is the first that is due: all wait equally long.
    for (let oldest = this.#pending.oldest(); oldest !== undefined; oldest = this.#pending.oldest()) {
      if (oldest.deadlineNs > nowNs) break;
      const detail = `no answer within ${oldest.timeoutMs} ms`;
      this.#finish(oldest, { outcome: 'timeout', detail }, nowNs, null, 0);
    }
  }

  /** A post has ended. */
  settle(exchange: Exchange, flaw: Flaw | undefined, endedNs: number, received?: Received): void {
    // A message that was taken is still to be answered, on the stream.
    if (flaw === undefined && exchange.id !== null) return;
    this.#finish(exchange, flaw, endedNs, received?.firstByteNs ?? null, received?.bytes ?? 0);
  }

  onServerRequest(request: JsonObject): void {
    if (!this.closed) this.#side.answer(request);
  }

  onEvent(kind: EventKind, data: Buffer, firstByteNs: number, endedNs: number, bytes: number): void {
    if (this.#onOpened !== undefined) this.#takeEndpoint(kind, data);
    else if (kind === 'message') this.#takeMessages(data, firstByteNs, endedNs, bytes);
  }

  onStreamEnd(why: string): void {
    this.#end({ outcome: 'transport_error', detail: why });
  }

  async close(): Promise<StopReport> {
    const startedMs = performance.now();
    this.#end({ outcome: 'cancelled', detail: 'the session was closed' });
    return { needed: 'http', exitCode: null, signal: null, durationMs: performance.now() - startedMs, orphans: 0 };
  }

  async #open(): Promise<void> {
    const problem = await new Promise<string | undefined>((resolve) => {
      this.#onOpened = resolve;
    });
    if (problem !== undefined) {
      if (this.#options.signal?.aborted)
        throw new WireError('aborted', 'The session was cancelled.', 'Start it again.');
      throw this.explain(problem) ?? notOpened(`did not open an event stream to take answers from: ${problem}`);
    }
    this.#start = this.#writeStart([]);
    await initialize(this, this.#options);
    // Revisions are dates; a version header exists from 2025-06-18 on, and comes after the handshake.
    if (this.revision >= '2025-06-18') this.#start = this.#writeStart([['MCP-Protocol-Version', this.revision]]);
    await this.#post({ jsonrpc: '2.0', method: 'notifications/initialized' });
  }

  readonly #abandon = (): void => this.#end({ outcome: 'cancelled', detail: 'the run was cancelled' });

  #takeEndpoint(kind: EventKind, data: Buffer): void {
    const named = readEndpoint(kind, data, this.#url);
    if (typeof named === 'string') {
      this.#end({ outcome: 'transport_error', detail: named });
      return;
    }
    this.#path = `${named.pathname}${named.search}`;
    this.#tellOpened(undefined);
  }

  #tellOpened(problem: string | undefined): void {
    const tell = this.#onOpened;
    this.#onOpened = undefined;
    tell?.(problem);
  }

  #end(why: Flaw): void {
    if (this.#ended !== undefined) return;
    this.#ended = why;
    this.#options.signal?.removeEventListener('abort', this.#abandon);
    this.#stopSweeping();
    this.#tellOpened(why.detail);
    const nowNs = performance.now() * 1e6;
    for (let oldest = this.#pending.oldest(); oldest !== undefined; oldest = this.#pending.oldest()) {
      this.#finish(oldest, why, nowNs, null, 0);
    }
    this.#sockets.cancel(why, nowNs);
    this.#sockets.destroy();
    this.#stream.destroy();
  }

  #request(call: CompiledCall, numbers: { n: number; vu: number }, timeoutMs: number, done: ExchangeDone): void {
    const id = this.#nextId++;
    const body = messageStart + id + call.rest.fill(numbers);
    const text = `${this.#start + call.headers.fill(numbers)}Content-Length: ${body.length}\r\n\r\n${body}`;
    const exchange = createExchange(id, call.method, text, timeoutMs, done);
    if (this.#ended === undefined) {
      this.#pending.add(id, exchange);
      this.#sockets.send(exchange);
      return;
    }
    // Later, so that a caller that goes on at once gives other things a turn.
    this.#refused++;
    setImmediate(() => {
      this.#refused--;
      this.#finish(exchange, this.#ended, performance.now() * 1e6, null, 0);
    });
  }

  /** Posts what has no answer. */
  #post(message: JsonObject): Promise<void> {
    const body = Buffer.from(JSON.stringify(message), 'utf8').toString('latin1');
    const text = `${this.#start}Content-Length: ${body.length}\r\n\r\n${body}`;
    return new Promise((resolve) => {
      this.#sockets.send(createExchange(null, 'POST', text, this.#options.requestTimeoutMs, () => resolve()));
    });
  }

  #takeMessages(data: Buffer, firstByteNs: number, endedNs: number, bytes: number): void {
    const parsed = parseAnswer(data);
    if (!parsed.ok) return;
    if (!Array.isArray(parsed.value)) this.#takeMessage(parsed.value, firstByteNs, endedNs, bytes);
    else for (const message of parsed.value) this.#takeMessage(message, firstByteNs, endedNs, bytes);
  }

  #takeMessage(message: JsonValue, firstByteNs: number, endedNs: number, bytes: number): void {
    if (!isJsonObject(message)) return;
    if (message.method !== undefined) {
      if (message.id !== undefined) this.onServerRequest(message);
      return;
    }
    // What belongs to no call is late, twice, or nobody's.
    const exchange = typeof message.id === 'number' ? this.#pending.get(message.id) : undefined;
    if (exchange === undefined || exchange.text !== '') return;
    this.#finish(exchange, judgeAnswer(message, exchange.method, this.era), endedNs, firstByteNs, bytes, message);
  }

  #finish(
    exchange: Exchange,
    flaw: Flaw | undefined,
    endedNs: number,
    firstByteNs: number | null,
    bytesReceived: number,
    message?: JsonObject,
  ): void {
    if (exchange.isSettled) return;
    exchange.isSettled = true;
    if (exchange.id !== null) this.#pending.delete(exchange.id);
    exchange.done(this.#answer.fill(exchange, flaw, endedNs, firstByteNs, bytesReceived), message);
    if (flaw?.outcome === 'timeout' && !this.closed) this.#side.cancel(exchange);
  }

  #writeStart(more: readonly Header[]): string {
    const headers: Header[] = [
      ['Host', this.#url.host],
      ['Accept', 'application/json, text/event-stream'],
      ['Accept-Encoding', 'identity'],
      ['Content-Type', 'application/json'],
      ...more,
    ];
    return writeRequestStart('POST', this.#path, mergeHeaders(headers, this.#target.headers));
  }
}

import type { Header } from '../channel.ts';
import type { StopReport } from '../connection.ts';
import { explainConnectFailure } from '../explain-connect-failure.ts';
import type { JsonObject } from '../json.ts';
import { mergeHeaders } from '../merge-headers.ts';
import { type Era, eraOf, type Revision } from '../revision.ts';
import type { HttpTarget } from '../target.ts';
import { WireError } from '../wire-error.ts';
import { CompiledCall, messageStart } from './compiled-call.ts';
import { createExchange, type Exchange, type ExchangeDone } from './exchange.ts';
import type { Flaw } from './judge-answer.ts';
import type { LoadAnswer, LoadSession, LoadSessionOptions, PreparedCall } from './load-session.ts';
import type { LoadSocketOwner, Received } from './load-socket-owner.ts';
import { LoadSockets } from './load-sockets.ts';
import { ReusedAnswer } from './reused-answer.ts';
import { discover, initialize } from './shake-hands.ts';
import { SidePosts } from './side-posts.ts';
import { sweepRegularly } from './timeout-sweep.ts';
import { toEndpoint } from './to-endpoint.ts';
import { writeRequestStart } from './write-request-start.ts';

const closingMs = 2_000;

/**
 * One HTTP session under load, over a small HTTP/1.1 client of our own on bare sockets: as many connections as calls
 * under way, kept alive, no pipelining, nothing followed, decoded or sent twice. Bytes of an answer are those of the wire,
 * head and framing included (over TLS, of the text inside).
 */
export class HttpLoadSession implements LoadSession, LoadSocketOwner {
  readonly transport = 'streamable-http';
  readonly revision: Revision;
  readonly process = undefined;
  readonly isAnsweredElsewhere = false;
  readonly era: Era;
  readonly #target: HttpTarget;
  readonly #options: LoadSessionOptions;
  readonly #host: string;
  readonly #path: string;
  readonly #stopSweeping: () => void;
  readonly #sockets: LoadSockets;
  readonly #answer = new ReusedAnswer();
  readonly #side = new SidePosts((message) => this.#post(message));
  /** Everything of a request up to the headers of its call. */
  #start = '';
  #sessionId: string | undefined;
  #inFlight = 0;
  #nextId = 1;
  #ended: Flaw | undefined;
  #closing: Promise<StopReport> | undefined;

  /** Throws WireError when the server cannot be connected to or does not open. */
  static async open(target: HttpTarget, url: URL, options: LoadSessionOptions): Promise<HttpLoadSession> {
    if (options.signal?.aborted) throw new WireError('aborted', 'The session was cancelled.', 'Start it again.');
    const session = new HttpLoadSession(target, url, options);
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
    this.era = eraOf(options.revision);
    this.#target = target;
    this.#options = options;
    this.#sockets = new LoadSockets(toEndpoint(url, options.checkAddress), this);
    this.#path = `${url.pathname}${url.search}`;
    this.#host = url.host;
    this.#start = this.#writeStart('POST');
    this.#stopSweeping = sweepRegularly(this);
    options.signal?.addEventListener('abort', this.#abandon);
  }

  get inFlight(): number {
    return this.#inFlight;
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
    this.#sockets.sweep(nowNs);
  }

  settle(exchange: Exchange, flaw: Flaw | undefined, endedNs: number, received?: Received): void {
    if (exchange.isSettled) return;
    exchange.isSettled = true;
    if (exchange.id !== null) this.#inFlight--;
    const answer = this.#answer.fill(exchange, flaw, endedNs, received?.firstByteNs ?? null, received?.bytes ?? 0);
    exchange.done(answer, received?.message, received?.head);
    // In the modern era the connection that was closed says it.
    if (flaw?.outcome === 'timeout' && this.era === 'legacy' && !this.closed) this.#side.cancel(exchange);
  }

  onServerRequest(request: JsonObject): void {
    if (this.era === 'legacy' && !this.closed) this.#side.answer(request);
  }

  close(): Promise<StopReport> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #open(): Promise<void> {
    if (this.era === 'modern') {
      await discover(this, this.#options);
      return;
    }
    const { head } = await initialize(this, this.#options);
    this.#sessionId = head?.sessionId;
    this.#start = this.#writeStart('POST');
    await this.#post({ jsonrpc: '2.0', method: 'notifications/initialized' });
  }

  async #close(): Promise<StopReport> {
    const startedMs = performance.now();
    const wasOpen = this.#ended === undefined;
    this.#end({ outcome: 'cancelled', detail: 'the session was closed' });
    if (wasOpen && this.#sessionId !== undefined) {
      const text = `${this.#writeStart('DELETE')}\r\n`;
      await new Promise<void>((resolve) => {
        this.#sockets.send(createExchange(null, 'DELETE', text, closingMs, () => resolve()));
      });
    }
    this.#stopSweeping();
    this.#sockets.destroy();
    return { needed: 'http', exitCode: null, signal: null, durationMs: performance.now() - startedMs, orphans: 0 };
  }

  readonly #abandon = (): void => {
    this.#end({ outcome: 'cancelled', detail: 'the run was cancelled' });
    this.#stopSweeping();
    this.#sockets.destroy();
  };

  #end(why: Flaw): void {
    if (this.#ended !== undefined) return;
    this.#ended = why;
    this.#options.signal?.removeEventListener('abort', this.#abandon);
    this.#sockets.cancel(why, performance.now() * 1e6);
  }

  #request(call: CompiledCall, numbers: { n: number; vu: number }, timeoutMs: number, done: ExchangeDone): void {
    const id = this.#nextId++;
    const body = messageStart + id + call.rest.fill(numbers);
    const text = `${this.#start + call.headers.fill(numbers)}Content-Length: ${body.length}\r\n\r\n${body}`;
    const exchange = createExchange(id, call.method, text, timeoutMs, done);
    this.#inFlight++;
    if (this.#ended === undefined) this.#sockets.send(exchange);
    // Later, so that a caller that goes on at once gives other things a turn.
    else setImmediate(() => this.settle(exchange, this.#ended, performance.now() * 1e6));
  }

  /** Posts what has no answer. */
  #post(message: JsonObject): Promise<void> {
    const body = Buffer.from(JSON.stringify(message), 'utf8').toString('latin1');
    const text = `${this.#start}Content-Length: ${body.length}\r\n\r\n${body}`;
    return new Promise((resolve) => {
      this.#sockets.send(createExchange(null, 'POST', text, this.#options.requestTimeoutMs, () => resolve()));
    });
  }

  #writeStart(method: 'POST' | 'DELETE'): string {
    const headers: Header[] = [
      ['Host', this.#host],
      ['Accept', 'application/json, text/event-stream'],
      ['Accept-Encoding', 'identity'],
    ];
    if (method === 'POST') headers.push(['Content-Type', 'application/json']);
    if (this.#sessionId !== undefined) headers.push(['Mcp-Session-Id', this.#sessionId]);
    // Revisions are dates; a version header exists from 2025-06-18 on, and comes after the handshake in the legacy era.
    const isAgreed = this.era === 'modern' || this.#start !== '';
    if (isAgreed && this.revision >= '2025-06-18') headers.push(['MCP-Protocol-Version', this.revision]);
    return writeRequestStart(method, this.#path, mergeHeaders(headers, this.#target.headers));
  }
}

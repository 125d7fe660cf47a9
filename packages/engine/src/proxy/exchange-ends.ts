import { once } from 'node:events';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type ByteSink, DeliveryLane } from './delivery-lane.ts';
import { dataOf, withData } from './event-cutter.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { openUpstream } from './open-upstream.ts';
import type { Delivery } from './plan-delivery.ts';
import type { MessageDirection, ProxiedMessage } from './proxied-message.ts';
import { passingHeaders, readdress } from './proxy-headers.ts';
import { refusalOf } from './refusal-of.ts';

type Headers = [name: string, value: string][];

/** The two connections of one exchange, that of the client and those to the server, and how long they live. */
export class ExchangeEnds {
  readonly context: ExchangeContext;
  readonly name: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborts when the client has gone or the proxy closes. */
  readonly #over = new AbortController();
  readonly #upstreams = new Set<ClientRequest>();

  constructor(context: ExchangeContext, name: string, request: IncomingMessage, response: ServerResponse) {
    this.context = context;
    this.name = name;
    this.request = request;
    this.response = response;
    response.sendDate = false;
  }

  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** From here on the exchange ends with its client, or with the proxy. */
  watch(): void {
    const { closing } = this.context;
    closing.addEventListener('abort', this.#endOver, { once: true });
    this.response.once('close', () => {
      closing.removeEventListener('abort', this.#endOver);
      if (!this.response.writableFinished) void this.#leave();
      else this.#over.abort();
    });
    this.response.on('error', () => this.#over.abort());
  }

  /** A request to the server, which ends with this exchange. Throws Error where its address may not be connected to. */
  open(headers: Headers): ClientRequest {
    const upstream = openUpstream(this.context, this.request, headers);
    this.#upstreams.add(upstream);
    upstream.once('close', () => this.#upstreams.delete(upstream));
    return upstream;
  }

  headersFor(without: string[]): Headers {
    return readdress(passingHeaders(this.request.rawHeaders, without), this.context);
  }

  /** For a body that was read: its length may have changed, and its answer has to be readable. */
  ownHeaders(length: number): Headers {
    const headers = this.headersFor(['content-length', 'accept-encoding']);
    headers.push(['Accept-Encoding', 'identity']);
    const hasBody = length > 0 || this.request.headers['content-length'] !== undefined;
    if (hasBody) headers.push(['Content-Length', String(length)]);
    return headers;
  }

  writeHead(incoming: IncomingMessage, headers: Headers): void {
    const { target } = this.context;
    const own = `http://${this.context.proxyHosts[0]}`;
    // A redirect within the server is one within the proxy.
    const shown = headers.map(([name, value]): [string, string] => {
      const isOwn = name.toLowerCase() === 'location' && value.startsWith(`${target.origin}/`);
      return [name, isOwn ? `${own}${value.slice(target.origin.length)}` : value];
    });
    this.response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage ?? '', shown.flat());
    this.response.flushHeaders();
    this.response.socket?.setNoDelay(true);
  }

  /** HTTP+SSE: a server may name its endpoint with its whole address, by which a client would go past the proxy. */
  readdressEndpoint(event: Buffer): Buffer {
    const { target, proxyHosts } = this.context;
    if (!/^event: ?endpoint\r?$/m.test(event.toString('latin1', 0, 4_096))) return event;
    const data = dataOf(event)?.toString('latin1') ?? '';
    if (!data.startsWith(`${target.origin}/`)) return event;
    return withData(event, Buffer.from(`http://${proxyHosts[0]}${data.slice(target.origin.length)}`, 'latin1'));
  }

  /** Answers the client itself. */
  answer(status: number, headers: Record<string, string>, body: string): void {
    this.response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
    this.response.end(body);
  }

  /** Answers in place of the server where such a fault strikes. */
  refuse(message: ProxiedMessage): boolean {
    const { injector } = this.context;
    const inSession = this.request.headers['mcp-session-id'] !== undefined;
    const kinds = ['status', 'rate-limit', ...(inSession ? (['session-404'] as const) : [])] as const;
    const [fault] = injector.strike(message, kinds);
    if (fault === undefined) return false;
    injector.record(fault, message, 'message');
    const { status, headers } = refusalOf(fault);
    this.answer(status, { 'content-type': 'text/plain', ...headers }, 'Injected by the fault proxy of mcp-lab.\n');
    return true;
  }

  /** Keeps a message back as long as its faults want. Rejects when the exchange is over. */
  async hold({ delayMs, holdMs, term }: Delivery, direction: MessageDirection): Promise<void> {
    const gate = this.context.gates[direction];
    if (delayMs > 0) await pauseUntil(delayMs, term, this.over);
    if (holdMs === undefined) gate.pass();
    else await gate.hold(holdMs);
  }

  laneTo(sink: ByteSink): DeliveryLane {
    return new DeliveryLane(sink, this.over);
  }

  record({ direction, bytes }: ProxiedMessage, struck: Delivery['struck'], status?: number): void {
    const { method = 'GET', url = '/' } = this.request;
    const http = direction === 'to-server' ? { method, url } : status === undefined ? undefined : { status };
    const frame = { direction, stream: this.name, bytes, struck };
    this.context.recorder?.record(http === undefined ? frame : { ...frame, http });
  }

  /** The answer ends in the middle, behind what has been written. */
  cut(): void {
    this.response.socket?.end();
    this.#endOver();
  }

  /** The answer is whole. */
  async finish(): Promise<void> {
    const { injector } = this.context;
    const { term } = injector;
    const delayMs = injector.isArmed ? injector.closeDelayMs('to-client') : 0;
    if (delayMs > 0) await pauseUntil(delayMs, term, this.over);
    this.response.end();
  }

  readonly #endOver = (): void => {
    this.#over.abort();
    for (const upstream of this.#upstreams) upstream.destroy();
  };

  /** The client has gone: so does what was asked for it. */
  async #leave(): Promise<void> {
    const { injector, closing } = this.context;
    const ends = AbortSignal.any([injector.term, closing]);
    const delayMs = injector.isArmed ? injector.closeDelayMs('to-server') : 0;
    if (delayMs > 0 && !ends.aborted) {
      await Promise.race([wait(delayMs, undefined, { ref: false }), once(ends, 'abort')]);
    }
    this.#endOver();
  }
}

/** Rejects when the exchange is over; what is only held back by a fault is let go when that is taken away. */
async function pauseUntil(ms: number, term: AbortSignal | undefined, over: AbortSignal): Promise<void> {
  const ends = term === undefined ? over : AbortSignal.any([term, over]);
  try {
    await wait(ms, undefined, { signal: ends });
  } catch (error) {
    if (over.aborted || !ends.aborted) throw error;
  }
}

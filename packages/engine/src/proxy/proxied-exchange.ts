import { once } from 'node:events';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type ByteSink, DeliveryLane } from './delivery-lane.ts';
import { dataOf, EventCutter, withData } from './event-cutter.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { answerOf, openUpstream } from './open-upstream.ts';
import { type Delivery, planDelivery, untouched } from './plan-delivery.ts';
import { type MessageDirection, type ProxiedMessage, readMessage } from './proxied-message.ts';
import { passingHeaders, readdress } from './proxy-headers.ts';
import { chainBody, readAtMost } from './read-at-most.ts';
import { refusalOf } from './refusal-of.ts';
import { streamSink } from './stream-sink.ts';

type Headers = [name: string, value: string][];

/** Longer bodies pass unseen: no fault strikes them. */
const maxBodyBytes = 16 * 1024 * 1024;

/** One request of a client, handed on to the server, and the answer back. */
export class ProxiedExchange {
  readonly #context: ExchangeContext;
  readonly #name: string;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  /** Aborts when the client has gone or the proxy closes. */
  readonly #over = new AbortController();
  readonly #upstreams = new Set<ClientRequest>();

  constructor(context: ExchangeContext, name: string, request: IncomingMessage, response: ServerResponse) {
    this.#context = context;
    this.#name = name;
    this.#request = request;
    this.#response = response;
    response.sendDate = false;
  }

  /** Never rejects. */
  async run(): Promise<void> {
    const { injector, recorder, closing, onProblem } = this.#context;
    closing.addEventListener('abort', this.#endOver, { once: true });
    this.#response.once('close', () => {
      closing.removeEventListener('abort', this.#endOver);
      if (!this.#response.writableFinished) void this.#leave();
      else this.#over.abort();
    });
    this.#response.on('error', () => this.#over.abort());
    try {
      const isWatched = injector.isArmed || recorder !== undefined;
      if (isWatched) await this.#runWatched();
      else await this.#relay(this.#open(this.#headers([])), this.#request);
    } catch (error) {
      if (this.#over.signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      onProblem(`${this.#name}: ${reason}`);
      if (this.#response.headersSent) this.#response.destroy();
      else this.#answer(502, { 'content-type': 'text/plain' }, `The proxy could not reach the server: ${reason}\n`);
    }
  }

  readonly #endOver = (): void => {
    this.#over.abort();
    for (const upstream of this.#upstreams) upstream.destroy();
  };

  /** The client has gone: so does what was asked for it. */
  async #leave(): Promise<void> {
    const { injector, closing } = this.#context;
    const delayMs = injector.isArmed ? injector.closeDelayMs('to-server') : 0;
    if (delayMs > 0 && !closing.aborted) {
      await Promise.race([wait(delayMs, undefined, { ref: false }), once(closing, 'abort')]);
    }
    this.#endOver();
  }

  async #runWatched(): Promise<void> {
    const { injector, methods } = this.#context;
    const { chunks, isWhole } = await readAtMost(this.#request, maxBodyBytes);
    if (!isWhole) {
      await this.#relay(this.#open(this.#headers([])), chainBody(chunks, this.#request));
      return;
    }
    const bytes = Buffer.concat(chunks);
    const message = readMessage('to-server', bytes, (id) => methods.methodOf('to-server', id));
    methods.remember(message);
    if (this.#refuse(message)) return this.#record(message, []);
    const delivery = planDelivery(message, 'request', injector);
    this.#record(message, delivery.struck);
    await this.#hold(delivery, 'to-server');
    await this.#deliverRequest(message, delivery);
  }

  async #deliverRequest(message: ProxiedMessage, delivery: Delivery): Promise<void> {
    const { end, frames } = delivery;
    if (end === 'silence') return;
    if (end === 'lost') return void this.#response.destroy();
    const last = frames.at(-1);
    if (end === 'reset' || end === 'cut' || last === undefined) return this.#breakOff(message, delivery);
    for (const extra of frames.slice(0, -1)) void this.#sendAside(extra);
    const upstream = this.#open(this.#ownHeaders(last.length));
    const answer = answerOf(upstream);
    const lane = this.#laneTo(streamSink(upstream));
    lane.push({ ...delivery, frames: [last], delayMs: 0, holdMs: undefined }, (payload) => payload);
    // The server may answer before it has read everything.
    void lane.finish().then(() => upstream.end());
    await this.#relayAnswer(message, await answer);
  }

  /** Half a request, and then the end of the connection: for the server, and for the client. */
  async #breakOff({ bytes }: ProxiedMessage, { end, frames }: Delivery): Promise<void> {
    const upstream = this.#open(this.#ownHeaders(bytes.length));
    upstream.on('error', () => {});
    const part = frames.at(-1) ?? bytes.subarray(0, bytes.length >> 1);
    await new Promise<void>((resolve) => {
      upstream.once('close', resolve);
      upstream.write(part, () => resolve());
    });
    if (end === 'reset') {
      upstream.socket?.resetAndDestroy();
      this.#response.socket?.resetAndDestroy();
    }
    upstream.destroy();
    this.#response.destroy();
  }

  /** A request whose answer nobody waits for. */
  async #sendAside(bytes: Buffer): Promise<void> {
    const upstream = this.#open(this.#ownHeaders(bytes.length));
    try {
      upstream.end(bytes);
      const answer = await answerOf(upstream);
      for await (const _chunk of answer);
    } catch (error) {
      if (!this.#over.signal.aborted) this.#context.onProblem(`${this.#name}, the second request: ${String(error)}`);
    }
  }

  async #relay(upstream: ClientRequest, body: AsyncIterable<Buffer>): Promise<void> {
    const answer = answerOf(upstream);
    // What fails here is told by the answer that does not come.
    pipeline(body, upstream).catch(() => {});
    const incoming = await answer;
    this.#writeHead(incoming, passingHeaders(incoming.rawHeaders));
    await this.#pipeBody(incoming);
  }

  async #pipeBody(incoming: IncomingMessage): Promise<void> {
    if (!isEventStream(incoming)) {
      await pipeline(incoming, this.#response);
      return;
    }
    const cutter = new EventCutter((event) => void this.#response.write(this.#readdressEndpoint(event)));
    for await (const chunk of incoming) {
      cutter.push(chunk as Buffer);
      if (this.#response.writableNeedDrain) await once(this.#response, 'drain', { signal: this.#over.signal });
    }
    cutter.end();
    this.#response.end();
  }

  async #relayAnswer(asked: ProxiedMessage, incoming: IncomingMessage): Promise<void> {
    if (this.#refuse({ ...asked, direction: 'to-client' })) return void incoming.resume();
    if (isEventStream(incoming)) await this.#relayEvents(asked, incoming);
    else await this.#relayBody(asked, incoming);
  }

  async #relayBody(asked: ProxiedMessage, incoming: IncomingMessage): Promise<void> {
    const { injector } = this.#context;
    const { chunks, isWhole } = await readAtMost(incoming, maxBodyBytes);
    if (!isWhole) {
      this.#writeHead(incoming, passingHeaders(incoming.rawHeaders));
      await pipeline(chainBody(chunks, incoming), this.#response);
      return;
    }
    const bytes = Buffer.concat(chunks);
    const read = readMessage('to-client', bytes, () => asked.method);
    const message = { ...read, method: read.method ?? asked.method, id: read.id ?? asked.id };
    const delivery = planDelivery(message, 'body', injector);
    this.#record(message, delivery.struck, incoming.statusCode);
    await this.#hold(delivery, 'to-client');
    const { end } = delivery;
    const [payload] = delivery.frames;
    if (end === 'silence') return;
    if (end === 'reset') return void this.#response.socket?.resetAndDestroy();
    if (end === 'lost' || payload === undefined) return void this.#response.destroy();
    const length = end === 'cut' ? bytes.length : payload.length;
    const headers = passingHeaders(incoming.rawHeaders, ['content-length']);
    const isBodyless = this.#request.method === 'HEAD' || incoming.statusCode === 204 || incoming.statusCode === 304;
    if (isBodyless) {
      this.#writeHead(incoming, passingHeaders(incoming.rawHeaders));
      this.#response.end();
      return;
    }
    this.#writeHead(incoming, [...headers, ['content-length', String(length)]]);
    const lane = this.#laneTo(streamSink(this.#response));
    lane.push({ ...delivery, delayMs: 0, holdMs: undefined }, (whole) => whole);
    await lane.finish();
    if (end === 'cut') return this.#cut();
    await this.#finish();
  }

  async #relayEvents(asked: ProxiedMessage, incoming: IncomingMessage): Promise<void> {
    const { injector, methods } = this.#context;
    this.#writeHead(incoming, passingHeaders(incoming.rawHeaders, ['content-length']));
    const lane = this.#laneTo(streamSink(this.#response));
    const occasion = { ...asked, direction: 'to-client' } as const;
    const [cutting] = injector.strike(occasion, ['cut-stream']);
    let passed = 0;
    const cutNow = () => {
      if (cutting === undefined || passed < cutting.events) return false;
      injector.record(cutting, occasion, 'message');
      void lane.finish().then(() => this.#cut());
      return true;
    };
    let isCut = cutNow();
    const cutter = new EventCutter((event) => {
      const data = dataOf(event);
      if (isCut) return;
      if (data === undefined || data.length === 0) return lane.pass(event);
      const read = readMessage('to-client', data, (id) => methods.methodOf('to-client', id));
      const message = read.isAnswer ? { ...read, method: read.method ?? asked.method } : read;
      const delivery = injector.isArmed ? planDelivery(message, 'event', injector) : untouched(data);
      this.#record(message, delivery.struck);
      lane.push(
        delivery,
        (payload) => (payload === data ? this.#readdressEndpoint(event) : this.#eventWith(event, payload, delivery)),
        () => this.#endAfter(delivery),
      );
      passed++;
      isCut = cutNow();
    });
    for await (const chunk of incoming) {
      cutter.push(chunk as Buffer);
      if (lane.waitingBytes > maxBodyBytes) await lane.idle;
    }
    if (isCut) return;
    cutter.end();
    await lane.finish();
    await this.#finish();
  }

  /** Half an event has no end. */
  #eventWith(event: Buffer, payload: Buffer, { end }: Delivery): Buffer {
    const whole = withData(event, payload);
    return end === 'cut' ? whole.subarray(0, -2) : whole;
  }

  #endAfter({ end }: Delivery): void {
    if (end === 'reset') this.#response.socket?.resetAndDestroy();
    else if (end === 'cut') this.#cut();
  }

  /** Ends in the middle, behind what has been written. */
  #cut(): void {
    this.#response.socket?.end();
    this.#endOver();
  }

  async #finish(): Promise<void> {
    const { injector } = this.#context;
    const delayMs = injector.isArmed ? injector.closeDelayMs('to-client') : 0;
    if (delayMs > 0) await wait(delayMs, undefined, { signal: this.#over.signal });
    this.#response.end();
  }

  /** Answers in place of the server where such a fault strikes. */
  #refuse(message: ProxiedMessage): boolean {
    const { injector } = this.#context;
    const inSession = this.#request.headers['mcp-session-id'] !== undefined;
    const kinds = ['status', 'rate-limit', ...(inSession ? (['session-404'] as const) : [])] as const;
    const [fault] = injector.strike(message, kinds);
    if (fault === undefined) return false;
    injector.record(fault, message, 'message');
    const { status, headers } = refusalOf(fault);
    this.#answer(status, { 'content-type': 'text/plain', ...headers }, 'Injected by the fault proxy of mcp-lab.\n');
    return true;
  }

  #answer(status: number, headers: Record<string, string>, body: string): void {
    this.#response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
    this.#response.end(body);
  }

  async #hold({ delayMs, holdMs, term }: Delivery, direction: MessageDirection): Promise<void> {
    const gate = this.#context.gates[direction];
    if (delayMs > 0) await pauseUntil(delayMs, term, this.#over.signal);
    if (holdMs === undefined) gate.pass();
    else await gate.hold(holdMs);
  }

  #laneTo(sink: ByteSink): DeliveryLane {
    return new DeliveryLane(sink, this.#over.signal);
  }

  #open(headers: Headers): ClientRequest {
    const upstream = openUpstream(this.#context, this.#request, headers);
    this.#upstreams.add(upstream);
    upstream.once('close', () => this.#upstreams.delete(upstream));
    return upstream;
  }

  #headers(without: string[]): Headers {
    return readdress(passingHeaders(this.#request.rawHeaders, without), this.#context);
  }

  /** For a body that was read: its length may have changed, and its answer has to be readable. */
  #ownHeaders(length: number): Headers {
    const headers = this.#headers(['content-length', 'accept-encoding']);
    headers.push(['Accept-Encoding', 'identity']);
    const hasBody = length > 0 || this.#request.headers['content-length'] !== undefined;
    if (hasBody) headers.push(['Content-Length', String(length)]);
    return headers;
  }

  #writeHead(incoming: IncomingMessage, headers: Headers): void {
    const { target } = this.#context;
    const own = `http://${this.#context.proxyHosts[0]}`;
    // A redirect within the server is one within the proxy.
    const shown = headers.map(([name, value]): [string, string] => {
      const isOwn = name.toLowerCase() === 'location' && value.startsWith(`${target.origin}/`);
      return [name, isOwn ? `${own}${value.slice(target.origin.length)}` : value];
    });
    this.#response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage ?? '', shown.flat());
    this.#response.flushHeaders();
    this.#response.socket?.setNoDelay(true);
  }

  /** HTTP+SSE: a server may name its endpoint with its whole address, by which a client would go past the proxy. */
  #readdressEndpoint(event: Buffer): Buffer {
    const { target, proxyHosts } = this.#context;
    if (!/^event: ?endpoint\r?$/m.test(event.toString('latin1', 0, 4_096))) return event;
    const data = dataOf(event)?.toString('latin1') ?? '';
    if (!data.startsWith(`${target.origin}/`)) return event;
    return withData(event, Buffer.from(`http://${proxyHosts[0]}${data.slice(target.origin.length)}`, 'latin1'));
  }

  #record({ direction, bytes }: ProxiedMessage, struck: Delivery['struck'], status?: number): void {
    const { method = 'GET', url = '/' } = this.#request;
    const http = direction === 'to-server' ? { method, url } : status === undefined ? undefined : { status };
    const frame = { direction, stream: this.#name, bytes, struck };
    this.#context.recorder?.record(http === undefined ? frame : { ...frame, http });
  }
}

function isEventStream({ headers }: IncomingMessage): boolean {
  return /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
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

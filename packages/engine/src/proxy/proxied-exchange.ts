import { once } from 'node:events';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { TLSSocket } from 'node:tls';
import { EventCutter } from './event-cutter.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { ExchangeEnds } from './exchange-ends.ts';
import { answerOf } from './open-upstream.ts';
import { type Delivery, planDelivery } from './plan-delivery.ts';
import { type ProxiedMessage, readMessage } from './proxied-message.ts';
import { passingHeaders } from './proxy-headers.ts';
import { chainBody, maxBodyBytes, readAtMost } from './read-at-most.ts';
import { isEventStream, relayAnswer } from './relay-answer.ts';
import { streamSink } from './stream-sink.ts';

/** One request of a client, handed on to the server, and the answer back. */
export class ProxiedExchange {
  readonly #ends: ExchangeEnds;

  constructor(context: ExchangeContext, name: string, request: IncomingMessage, response: ServerResponse) {
    this.#ends = new ExchangeEnds(context, name, request, response);
  }

  /** Never rejects. */
  async run(): Promise<void> {
    const { context, name, request, response, over } = this.#ends;
    this.#ends.watch();
    try {
      const isWatched = context.injector.isArmed || context.recorder !== undefined;
      if (isWatched) await this.#runWatched();
      else await this.#relay(this.#ends.open(this.#ends.headersFor([])), request);
    } catch (error) {
      if (over.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      context.onProblem(`${name}: ${reason}`);
      if (response.headersSent) response.destroy();
      else
        this.#ends.answer(502, { 'content-type': 'text/plain' }, `The proxy could not reach the server: ${reason}\n`);
    }
  }

  async #runWatched(): Promise<void> {
    const { context, request } = this.#ends;
    const { injector, methods } = context;
    const { chunks, isWhole } = await readAtMost(request, maxBodyBytes);
    if (!isWhole) {
      await this.#relay(this.#ends.open(this.#ends.headersFor([])), chainBody(chunks, request));
      return;
    }
    const bytes = Buffer.concat(chunks);
    const message = readMessage('to-server', bytes, (id) => methods.methodOf('to-server', id));
    methods.remember(message);
    if (this.#ends.refuse(message)) return this.#ends.record(message, []);
    const delivery = planDelivery(message, 'request', injector);
    this.#ends.record(message, delivery.struck);
    await this.#ends.hold(delivery, 'to-server');
    await this.#deliverRequest(message, delivery);
  }

  async #deliverRequest(message: ProxiedMessage, delivery: Delivery): Promise<void> {
    const { end, frames } = delivery;
    if (end === 'silence') return;
    if (end === 'lost') return void this.#ends.response.destroy();
    const last = frames.at(-1);
    if (end === 'reset' || end === 'cut' || last === undefined) return this.#breakOff(message, delivery);
    for (const extra of frames.slice(0, -1)) void this.#sendAside(extra);
    const upstream = this.#ends.open(this.#ends.ownHeaders(last.length));
    const answer = answerOf(upstream);
    const lane = this.#ends.laneTo(streamSink(upstream));
    lane.push({ ...delivery, frames: [last], delayMs: 0, holdMs: undefined }, (payload) => payload);
    // The server may answer before it has read everything.
    void lane.finish().then(() => upstream.end());
    await relayAnswer(this.#ends, message, await answer);
  }

  /** Half a request, and then the end of the connection: for the server, and for the client. */
  async #breakOff({ bytes }: ProxiedMessage, { end, frames }: Delivery): Promise<void> {
    const { response } = this.#ends;
    const upstream = this.#ends.open(this.#ends.ownHeaders(bytes.length));
    upstream.on('error', () => {});
    const part = frames.at(-1) ?? bytes.subarray(0, bytes.length >> 1);
    await new Promise<void>((resolve) => {
      upstream.once('close', resolve);
      upstream.write(part, () => resolve());
    });
    if (end === 'reset') {
      // Under TLS there is no telling the peer in plain packets: it sees the connection end.
      if (upstream.socket instanceof TLSSocket) upstream.socket.destroy();
      else upstream.socket?.resetAndDestroy();
      response.socket?.resetAndDestroy();
    }
    upstream.destroy();
    response.destroy();
  }

  /** A request whose answer nobody waits for. */
  async #sendAside(bytes: Buffer): Promise<void> {
    const { context, name, over } = this.#ends;
    const upstream = this.#ends.open(this.#ends.ownHeaders(bytes.length));
    try {
      upstream.end(bytes);
      const answer = await answerOf(upstream);
      for await (const _chunk of answer);
    } catch (error) {
      if (!over.aborted) context.onProblem(`${name}, the second request: ${String(error)}`);
    }
  }

  /** What no fault looks at, as it comes. */
  async #relay(upstream: ClientRequest, body: AsyncIterable<Buffer>): Promise<void> {
    const answer = answerOf(upstream);
    // What fails here is told by the answer that does not come.
    pipeline(body, upstream).catch(() => {});
    const incoming = await answer;
    this.#ends.writeHead(incoming, passingHeaders(incoming.rawHeaders));
    await this.#pipeBody(incoming);
  }

  async #pipeBody(incoming: IncomingMessage): Promise<void> {
    const { response, over } = this.#ends;
    if (!isEventStream(incoming)) {
      await pipeline(incoming, response);
      return;
    }
    const cutter = new EventCutter((event) => void response.write(this.#ends.readdressEndpoint(event)));
    for await (const chunk of incoming) {
      cutter.push(chunk as Buffer);
      if (response.writableNeedDrain) await once(response, 'drain', { signal: over });
    }
    cutter.end();
    response.end();
  }
}

import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { dataOf, EventCutter, withData } from './event-cutter.ts';
import type { ExchangeEnds } from './exchange-ends.ts';
import { type Delivery, planDelivery, untouched } from './plan-delivery.ts';
import { type ProxiedMessage, readMessage } from './proxied-message.ts';
import { passingHeaders } from './proxy-headers.ts';
import { chainBody, maxBodyBytes, readAtMost } from './read-at-most.ts';
import { streamSink } from './stream-sink.ts';

/** Hands the answer of the server on to the client, with the faults that strike it or its events. */
export async function relayAnswer(ends: ExchangeEnds, asked: ProxiedMessage, incoming: IncomingMessage): Promise<void> {
  if (ends.refuse({ ...asked, direction: 'to-client' })) return void incoming.resume();
  if (isEventStream(incoming)) await relayEvents(ends, asked, incoming);
  else await relayBody(ends, asked, incoming);
}

export function isEventStream({ headers }: IncomingMessage): boolean {
  return /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
}

async function relayBody(ends: ExchangeEnds, asked: ProxiedMessage, incoming: IncomingMessage): Promise<void> {
  const { request, response, context } = ends;
  const { chunks, isWhole } = await readAtMost(incoming, maxBodyBytes);
  if (!isWhole) {
    ends.writeHead(incoming, passingHeaders(incoming.rawHeaders));
    await pipeline(chainBody(chunks, incoming), response);
    return;
  }
  const bytes = Buffer.concat(chunks);
  const read = readMessage('to-client', bytes, () => asked.method);
  const message = { ...read, method: read.method ?? asked.method, id: read.id ?? asked.id };
  const delivery = planDelivery(message, 'body', context.injector);
  ends.record(message, delivery.struck, incoming.statusCode);
  await ends.hold(delivery, 'to-client');
  const { end } = delivery;
  const [payload] = delivery.frames;
  if (end === 'silence') return;
  if (end === 'reset') return void response.socket?.resetAndDestroy();
  if (end === 'lost' || payload === undefined) return void response.destroy();
  const length = end === 'cut' ? bytes.length : payload.length;
  const headers = passingHeaders(incoming.rawHeaders, ['content-length']);
  const isBodyless = request.method === 'HEAD' || incoming.statusCode === 204 || incoming.statusCode === 304;
  if (isBodyless) {
    ends.writeHead(incoming, passingHeaders(incoming.rawHeaders));
    response.end();
    return;
  }
  ends.writeHead(incoming, [...headers, ['content-length', String(length)]]);
  const lane = ends.laneTo(streamSink(response));
  lane.push({ ...delivery, delayMs: 0, holdMs: undefined }, (whole) => whole);
  await lane.finish();
  if (end === 'cut') return ends.cut();
  await ends.finish();
}

async function relayEvents(ends: ExchangeEnds, asked: ProxiedMessage, incoming: IncomingMessage): Promise<void> {
  const { injector, methods } = ends.context;
  ends.writeHead(incoming, passingHeaders(incoming.rawHeaders, ['content-length']));
  const lane = ends.laneTo(streamSink(ends.response));
  const occasion = { ...asked, direction: 'to-client' } as const;
  const [cutting] = injector.strike(occasion, ['cut-stream']);
  let passed = 0;
  const cutNow = () => {
    if (cutting === undefined || passed < cutting.events) return false;
    injector.record(cutting, occasion, 'message');
    void lane.finish().then(() => ends.cut());
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
    ends.record(message, delivery.struck);
    lane.push(
      delivery,
      (payload) => (payload === data ? ends.readdressEndpoint(event) : eventWith(event, payload, delivery)),
      () => endAfter(ends, delivery),
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
  await ends.finish();
}

/** Half an event has no end. */
function eventWith(event: Buffer, payload: Buffer, { end }: Delivery): Buffer {
  const whole = withData(event, payload);
  return end === 'cut' ? whole.subarray(0, -2) : whole;
}

function endAfter(ends: ExchangeEnds, { end }: Delivery): void {
  if (end === 'reset') ends.response.socket?.resetAndDestroy();
  else if (end === 'cut') ends.cut();
}

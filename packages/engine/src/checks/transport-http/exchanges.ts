import { type Frame, isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';

/** One HTTP request and all that came back on it. */
export interface Exchange {
  connection: number;
  stream: string;
  /** The HTTP method. */
  method: string;
  url?: string;
  /** The event after which a lost stream is to go on. */
  lastEventId?: string;
  /** Where there was a body: the frame of it. */
  sent?: Frame;
  /** The single JSON-RPC message of the body, if it was one. */
  message?: JsonObject;
  /** The head of the response. */
  head?: Frame;
  status?: number;
  /** Lower-cased media type without parameters. */
  contentType?: string;
  /** Body or events of the response. */
  received: Frame[];
  /** Comments and lines that are no part of an event. */
  stray: Frame[];
  /** Says how a stream, or an exchange that did not complete, came to its end. */
  end?: Frame;
}

/** A request of JSON-RPC sent by POST: one with a method and an id. */
export type RequestExchange = Exchange & { sent: Frame; message: JsonObject & { method: string } };

/** All exchanges of the run at this revision, in order of sending. */
export function exchangesIn(frames: readonly Frame[]): Exchange[] {
  const exchanges = new Map<string, Exchange>();
  for (const frame of frames) {
    if (frame.stream === null) continue;
    const key = `${frame.connection} ${frame.stream}`;
    if (frame.kind === 'http-request') exchanges.set(key, begin(frame));
    const exchange = exchanges.get(key);
    if (exchange !== undefined) take(exchange, frame);
  }
  return [...exchanges.values()];
}

/** Requests by POST on connections that saw only well-formed traffic. */
export function ordinaryRequests(context: CheckContext): RequestExchange[] {
  return exchangesIn(context.tour.frames()).filter(
    (exchange): exchange is RequestExchange =>
      exchange.method === 'POST' &&
      typeof exchange.message?.method === 'string' &&
      exchange.message.id !== undefined &&
      context.tour.isOrdinary(exchange.connection),
  );
}

export function isEventStream({ status = 0, contentType }: Exchange): boolean {
  return status < 300 && contentType === 'text/event-stream';
}

/** The frame of the response to the exchange's request. */
export function responseOf({ message, received }: Exchange): Frame | undefined {
  return received.find(({ json }) => {
    const members = Array.isArray(json) ? json : [json];
    return members.some((one) => isJsonObject(one) && !('method' in one) && 'id' in one && one.id === message?.id);
  });
}

/** The value of the first header of this (lower-case) name in a head. */
export function headerOf(head: Frame | undefined, name: string): string | undefined {
  return head?.http?.headers.find(([present]) => present.toLowerCase() === name)?.[1];
}

function begin(frame: Frame): Exchange {
  const { connection, stream, http } = frame;
  const lastEventId = headerOf(frame, 'last-event-id');
  return {
    connection,
    stream: stream ?? '',
    method: http?.method ?? '',
    url: http?.url,
    lastEventId,
    received: [],
    stray: [],
  };
}

function take(exchange: Exchange, frame: Frame): void {
  if (frame.kind === 'message' && frame.direction === 'sent') {
    exchange.sent = frame;
    if (isJsonObject(frame.json)) exchange.message = frame.json;
  } else if (frame.kind === 'message') exchange.received.push(frame);
  else if (frame.kind === 'sse-comment') exchange.stray.push(frame);
  else if (frame.kind === 'lifecycle') exchange.end = frame;
  else if (frame.kind === 'http-response') {
    exchange.head = frame;
    exchange.status = frame.http?.status;
    exchange.contentType = headerOf(frame, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  }
}

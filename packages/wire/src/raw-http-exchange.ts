import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
import type { Header } from './channel.ts';
import { HttpResponseParser } from './http-response-parser.ts';

/** The bytes of a request as they would go out in one piece. */
export interface RawRequest {
  head: Buffer;
  body: Buffer;
}

/**
 * What is done on the connection, one after the other.
 * - `send`: these bytes, once the ones before have been handed to the system
 * - `pauseMs`: nothing for so long
 * - `end`: our half of the connection is closed
 * - `reset`: the connection is torn down at once
 */
export type RawStep = { send: Uint8Array } | { pauseMs: number } | { end: true } | { reset: true };

export interface RawHttpExchange {
  url: URL;
  method: string;
  headers: readonly Header[];
  body: Buffer;
  /** Default: head and body at once. */
  script?: (request: RawRequest) => readonly RawStep[];
  connect: buildConnector.connector;
  handler: Dispatcher.DispatchHandler;
}

/**
 * One request on a connection of its own, written byte for byte: header values with any bytes of Latin-1, a second Host,
 * a Content-Length that lies, bodies in pieces. The handler is told of the response as it is by undici.
 */
export function startRawExchange(exchange: RawHttpExchange): void {
  const { url, method, headers, body, script, handler, connect } = exchange;
  const control = new RawControl();
  handler.onRequestStart?.(control, undefined);
  if (control.aborted) return;
  const request = { head: composeHead(method, url, headers), body };
  const steps = script?.(request) ?? [{ send: Buffer.concat([request.head, body]) }];
  const { protocol, hostname, port } = url;
  connect({ protocol, hostname, host: url.host, port }, (...[error, socket]) => {
    if (error !== null) handler.onResponseError?.(control, error);
    else if (control.aborted) socket.destroy();
    else converse(socket, { method, steps, handler, control });
  });
}

function converse(
  socket: Socket,
  { method, steps, handler, control }: Pick<RawHttpExchange, 'method' | 'handler'> & Conversation,
): void {
  let isOver = false;
  const finish = (error?: Error) => {
    if (isOver) return;
    isOver = true;
    control.socket = undefined;
    socket.destroy();
    if (error === undefined) handler.onResponseEnd?.(control, {});
    else handler.onResponseError?.(control, error);
  };
  const parser = new HttpResponseParser(method, {
    onHead(status, headers) {
      control.rawHeaders = headers.flat();
      handler.onResponseStart?.(control, status, {});
    },
    onBody: (chunk) => handler.onResponseData?.(control, chunk),
    onEnd: () => finish(),
  });
  const parse = (step: () => void) => {
    try {
      step();
    } catch (error) {
      finish(error instanceof Error ? error : new Error(String(error)));
    }
  };
  control.socket = socket;
  socket.on('data', (chunk: Buffer) => parse(() => parser.push(chunk)));
  socket.on('end', () => parse(() => parser.close()));
  socket.on('error', finish);
  socket.on('close', () => finish(control.reason ?? new Error('the connection was closed')));
  void perform(socket, steps, () => isOver);
}

interface Conversation {
  steps: readonly RawStep[];
  control: RawControl;
}

/** A write that fails ends the exchange by the events of its socket. */
async function perform(socket: Socket, steps: readonly RawStep[], isOver: () => boolean): Promise<void> {
  for (const step of steps) {
    if (isOver() || socket.destroyed) return;
    if ('send' in step) await new Promise<void>((resolve) => socket.write(step.send, () => resolve()));
    else if ('pauseMs' in step) await pause(socket, step.pauseMs);
    else if ('end' in step) socket.end();
    // Under TLS there is no telling the peer in plain packets.
    else if (socket instanceof TLSSocket) socket.destroy();
    else socket.resetAndDestroy();
  }
}

function pause(socket: Socket, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      socket.off('close', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    socket.once('close', finish);
  });
}

function composeHead(method: string, url: URL, headers: readonly Header[]): Buffer {
  const lines = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** What undici hands its handlers, over a plain socket. */
class RawControl implements Dispatcher.DispatchController {
  socket: Socket | undefined;
  rawHeaders: string[] | null = null;
  reason: Error | null = null;

  get aborted(): boolean {
    return this.reason !== null;
  }

  get paused(): boolean {
    return this.socket?.isPaused() ?? false;
  }

  abort(reason: Error): void {
    this.reason = reason;
    this.socket?.destroy();
  }

  pause(): void {
    this.socket?.pause();
  }

  resume(): void {
    this.socket?.resume();
  }
}

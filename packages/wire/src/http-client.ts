import type { Header } from './channel.ts';
import { ConnectionPool } from './connection-pool.ts';
import type { Frame, HttpHead } from './frame.ts';
import { createConnector } from './guarded-connector.ts';
import { type ExchangeListener, HttpExchange } from './http-exchange.ts';
import type { JsonValue } from './json.ts';
import type { CheckAddress, WireLimits } from './open-options.ts';
import { type RawHttpExchange, startRawExchange } from './raw-http-exchange.ts';
import type { Transcript } from './transcript.ts';

export interface HttpClientOptions {
  transcript: Transcript;
  connection: number;
  limits: WireLimits;
  checkAddress?: CheckAddress;
}

export interface HttpRequest {
  method: string;
  url: URL;
  headers: Header[];
  body?: Buffer;
  /** What the body means, as far as it is JSON. */
  json?: JsonValue;
  deadlineMs: number;
  signal?: AbortSignal;
  /** Sent byte for byte, with these headers and no others, on a connection of its own. */
  raw?: Pick<RawHttpExchange, 'script'>;
}

export interface StartedExchange {
  exchange: HttpExchange;
  sent: Frame[];
  startedNs: number;
}

/** HTTP/1.1 with keep-alive for one session. Nothing is followed, retried or decoded behind the caller's back. */
export class HttpClient {
  readonly #options: HttpClientOptions;
  readonly #pool: ConnectionPool;
  readonly #live = new Set<HttpExchange>();
  readonly #counts = new Map<string, number>();

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#pool = new ConnectionPool(options.checkAddress);
  }

  start(request: HttpRequest, listener: ExchangeListener): StartedExchange {
    const { transcript, connection, limits } = this.#options;
    const { method, url, headers, body, deadlineMs, signal, raw } = request;
    const stream = this.#nameStream(method);
    const startedNs = transcript.now();
    const sent = this.#appendSent(request, stream, startedNs);
    let release: () => void = () => undefined;
    const exchange: HttpExchange = new HttpExchange(
      { transcript, connection, stream, limits, deadlineMs, signal },
      {
        ...listener,
        onEnd: (end) => {
          this.#live.delete(exchange);
          release();
          listener.onEnd(end);
        },
      },
    );
    this.#live.add(exchange);
    if (raw !== undefined) {
      const connect = createConnector(this.#options.checkAddress);
      startRawExchange({ ...raw, url, method, headers, body: body ?? Buffer.alloc(0), connect, handler: exchange });
      return { exchange, sent, startedNs };
    }
    const path = `${url.pathname}${url.search}`;
    release = this.#pool.dispatch(url.origin, { path, method, headers: headers.flat(), body: body ?? null }, exchange);
    if (exchange.ended) release();
    return { exchange, sent, startedNs };
  }

  async close(): Promise<void> {
    for (const exchange of this.#live) exchange.abort();
    await this.#pool.destroy();
  }

  #nameStream(method: string): string {
    const name = method.toLowerCase();
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return `${name}-${count}`;
  }

  #appendSent(request: HttpRequest, stream: string, atNs: number): Frame[] {
    const { transcript, connection } = this.#options;
    const { method, url, headers, body, json, raw } = request;
    const common = {
      direction: 'sent',
      connection,
      stream,
      firstByteNs: atNs,
      lastByteNs: atNs,
      droppedBytes: 0,
    } as const;
    const complete = raw === undefined ? completeHeaders(url, headers, body) : headers;
    const http: HttpHead = { method, url: url.href, headers: complete };
    const head = transcript.append({ ...common, kind: 'http-request', raw: Buffer.alloc(0), http });
    if (body === undefined) return [head];
    return [head, transcript.append({ ...common, kind: 'message', raw: body, json })];
  }
}

/** The headers as they stand on the wire: the client itself adds these three. */
function completeHeaders(url: URL, headers: Header[], body: Buffer | undefined): Header[] {
  const has = (name: string) => headers.some(([present]) => present.toLowerCase() === name);
  const complete: Header[] = has('host') ? [] : [['host', url.host]];
  complete.push(...headers);
  if (body !== undefined && !has('content-length')) complete.push(['content-length', String(body.length)]);
  return complete;
}

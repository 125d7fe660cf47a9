import type { Channel, Header, Outgoing, ServerRequestListener } from './channel.ts';
import type { RawExchangeOptions, Reply, SendOptions, StopReport } from './connection.ts';
import type { Frame } from './frame.ts';
import { HttpClient, type HttpRequest, type StartedExchange } from './http-client.ts';
import { replyHead, settleByEnd, takeFromExchange } from './http-reply.ts';
import { mergeHeaders } from './merge-headers.ts';
import { isRequest, messagesOf } from './message-shape.ts';
import type { CheckAddress, WireLimits } from './open-options.ts';
import { PendingReply } from './pending-reply.ts';
import { SseStream } from './sse-stream.ts';
import type { HttpTarget } from './target.ts';
import type { Transcript } from './transcript.ts';

export interface HttpChannelOptions {
  target: HttpTarget;
  transcript: Transcript;
  connection: number;
  limits: WireLimits;
  signal?: AbortSignal;
  checkAddress?: CheckAddress;
  onServerRequest: ServerRequestListener;
}

const postHeaders: Header[] = [
  ['Content-Type', 'application/json'],
  ['Accept', 'application/json, text/event-stream'],
  ['Accept-Encoding', 'identity'],
];
const fetchHeaders: Header[] = [
  ['Accept', 'text/event-stream'],
  ['Accept-Encoding', 'identity'],
];

/**
 * Frames by POST. On Streamable HTTP the answer is the body or the event stream of that POST; on HTTP+SSE it comes on
 * the one stream that was opened first.
 */
export class HttpChannel implements Channel {
  readonly transport: Channel['transport'];
  readonly #options: HttpChannelOptions;
  readonly #url: URL;
  readonly #client: HttpClient;
  readonly #shared: SseStream | undefined;
  #closed = false;

  constructor(transport: 'streamable-http' | 'http-sse', options: HttpChannelOptions) {
    this.transport = transport;
    this.#options = options;
    this.#url = new URL(options.target.url);
    this.#client = new HttpClient(options);
    this.#shared = transport === 'http-sse' ? new SseStream(options) : undefined;
    options.signal?.addEventListener('abort', this.#closeOnAbort, { once: true });
  }

  get closed(): boolean {
    return this.#closed || this.#shared?.ended !== undefined;
  }

  /** HTTP+SSE: the stream and its endpoint. Streamable HTTP has nothing to open: undefined. */
  async open(timeoutMs: number): Promise<Reply | undefined> {
    const reply = await this.#shared?.open(this.#client, timeoutMs);
    if (reply !== undefined && reply.outcome !== 'accepted') await this.close();
    return reply;
  }

  send(outgoing: Outgoing): Promise<Reply> {
    const { bytes, json, headers, options } = outgoing;
    const url = this.#resolve(options.url, this.#shared?.endpoint ?? this.#url);
    return this.#exchange(outgoing, this.#shared, {
      method: options.method ?? 'POST',
      url,
      headers: this.#completeHeaders(postHeaders, headers, options, url),
      body: bytes,
      json,
    });
  }

  sendOnSocket(outgoing: Outgoing, script: RawExchangeOptions['script']): Promise<Reply> {
    const { bytes, json, headers, options } = outgoing;
    const url = this.#resolve(options.url, this.#shared?.endpoint ?? this.#url);
    const basic: Header[] = [
      ['Host', url.host],
      ['Connection', 'close'],
      ...(bytes.length > 0 ? [...postHeaders, ['Content-Length', String(bytes.length)] as Header] : fetchHeaders),
    ];
    return this.#exchange(outgoing, this.#shared, {
      method: options.method ?? (bytes.length > 0 ? 'POST' : 'GET'),
      url,
      headers: this.#completeHeaders(basic, headers, options, url),
      body: bytes.length > 0 ? bytes : undefined,
      json,
      raw: { script },
    });
  }

  fetch(options: SendOptions & { method: string }, headers: Header[], timeoutMs: number): Promise<Reply> {
    const url = this.#resolve(options.url, this.#url);
    return this.#exchange({ expect: 'nothing', timeoutMs, options }, undefined, {
      method: options.method,
      url,
      headers: this.#completeHeaders(fetchHeaders, headers, options, url),
    });
  }

  async close(): Promise<StopReport> {
    const { now } = this.#options.transcript;
    const startedNs = now();
    this.#closed = true;
    this.#options.signal?.removeEventListener('abort', this.#closeOnAbort);
    this.#shared?.pending.settleAll('closed', 'the session was closed');
    await this.#client.close();
    return { needed: 'http', exitCode: null, signal: null, durationMs: (now() - startedNs) / 1e6, orphans: 0 };
  }

  readonly #closeOnAbort = (): void => void this.close();

  #resolve(url: string | undefined, base: URL): URL {
    return url === undefined ? base : new URL(url, base);
  }

  /** The target's headers may hold its credentials, and the session's its id: another origin gets neither. */
  #completeHeaders(basic: Header[], session: Header[], options: SendOptions, url: URL): Header[] {
    const isOwn = url.origin === this.#url.origin;
    const headers = isOwn ? mergeHeaders([...basic, ...session], this.#options.target.headers) : [...basic];
    return mergeHeaders(headers, options.headers);
  }

  #exchange(
    outgoing: Pick<Outgoing, 'expect' | 'timeoutMs' | 'options' | 'onRelated'>,
    shared: SseStream | undefined,
    request: Omit<HttpRequest, 'deadlineMs' | 'signal'>,
  ): Promise<Reply> {
    const { expect, timeoutMs, onRelated } = outgoing;
    const { now } = this.#options.transcript;
    const { signal } = outgoing.options;
    const sent: Frame[] = [];
    const wait = { expect, sent, startedNs: now(), onRelated, now };
    // Without a shared stream the exchange keeps the time and the signal: they bound its stream also after the answer.
    const pending =
      shared?.pending.add({ ...wait, timeoutMs, signal }) ??
      new PendingReply({ ...wait, timeoutMs: Number.POSITIVE_INFINITY });
    if (this.closed) {
      pending.settle('closed', this.#shared?.ended ?? 'the session was closed');
      return pending.reply;
    }
    const isFetch = request.body === undefined;
    const started: StartedExchange = this.#client.start(
      { ...request, deadlineMs: timeoutMs, signal },
      {
        onHead: (head) => {
          pending.head = replyHead(head);
          if (isFetch && head.status < 300 && head.contentType === 'text/event-stream') {
            started.exchange.dropDeadline();
            pending.settle('accepted');
          }
        },
        onMessage: (frame) => this.#takeMessage(frame, pending),
        onEnd: (end) => {
          const accepted = end.kind === 'complete' && (pending.head?.status ?? 0) < 300;
          // There the answer is still to come, on the other stream.
          if (shared === undefined || expect === 'nothing' || !accepted) settleByEnd(pending, end);
        },
      },
    );
    sent.push(...started.sent);
    return pending.reply;
  }

  #takeMessage(frame: Frame, pending: PendingReply): void {
    takeFromExchange(frame, pending);
    for (const message of messagesOf(frame.json)) if (isRequest(message)) this.#options.onServerRequest(message);
  }
}

import { answerServerRequest } from './answer-server-request.ts';
import type { Channel, Header } from './channel.ts';
import type {
  ChildHandle,
  ListenStream,
  RawExchangeOptions,
  Reply,
  RequestOptions,
  SendOptions,
  Session,
  StopReport,
} from './connection.ts';
import type { Frame } from './frame.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { openListenStream } from './listen-stream.ts';
import { findHeader } from './merge-headers.ts';
import { requestIdsOf } from './message-shape.ts';
import { mirrorHeaders } from './mirror-headers.ts';
import type { OpenOptions } from './open-options.ts';
import { parseJson } from './parse-json.ts';
import { resolveLimits } from './resolve-limits.ts';
import { type Era, eraOf, type Revision } from './revision.ts';
import type { TransportKind } from './target.ts';

export const defaultTimeoutMs = 30_000;
const defaultClientInfo: JsonObject = { name: 'mcp-reliability-lab', version: '0.1.0' };
const maxAnswersUnderWay = 32;
const prefix = 'io.modelcontextprotocol/';

/** The session of `openSession`: envelopes, ids, headers and the handshake of both eras over one channel. */
export class WireSession implements Session {
  readonly transport: TransportKind;
  readonly revision: Revision;
  readonly era: Era;
  readonly connection: number;
  opening: Reply | undefined;
  capabilities: JsonObject = {};
  sessionId: string | undefined;
  readonly #channel: Channel;
  readonly #options: OpenOptions;
  readonly #meta: JsonObject;
  readonly #version: string;
  /** What the handshake agreed on; undefined before. */
  #negotiated: string | undefined;
  #nextId = 1;
  #answersUnderWay = 0;
  #closing: Promise<StopReport> | undefined;

  constructor(channel: Channel, connection: number, options: OpenOptions) {
    this.#channel = channel;
    this.#options = options;
    this.transport = channel.transport;
    this.revision = options.revision;
    this.era = eraOf(options.revision);
    this.connection = connection;
    this.#version = options.requestedVersion ?? options.revision;
    this.#meta = {
      [`${prefix}protocolVersion`]: this.#version,
      [`${prefix}clientCapabilities`]: options.clientCapabilities ?? {},
      [`${prefix}clientInfo`]: options.clientInfo ?? defaultClientInfo,
    };
  }

  get process(): ChildHandle | undefined {
    return this.#channel.process;
  }

  get closed(): boolean {
    return this.#closing !== undefined || this.#channel.closed;
  }

  /** The opening exchange, as far as `handshake` wants it. */
  async shakeHands(): Promise<void> {
    const { handshake = 'full', clientCapabilities = {}, clientInfo = defaultClientInfo, getStream } = this.#options;
    if (handshake === 'none') return;
    if (this.era === 'modern') {
      this.opening = await this.request('server/discover', undefined, { timeoutMs: this.#options.openingTimeoutMs });
      this.#takeCapabilities(this.opening.result);
      return;
    }
    const protocolVersion = this.#version;
    const params = { protocolVersion, capabilities: clientCapabilities, clientInfo };
    this.opening = await this.request('initialize', params, { timeoutMs: this.#options.openingTimeoutMs });
    this.sessionId = findHeader(this.opening.headers, 'mcp-session-id');
    const { result } = this.opening;
    if (!isJsonObject(result)) return;
    this.#takeCapabilities(result);
    this.#negotiated = typeof result.protocolVersion === 'string' ? result.protocolVersion : this.revision;
    if (handshake === 'initialize') return;
    await this.notify('notifications/initialized');
    if (getStream === true && this.transport === 'streamable-http') await this.fetch({ method: 'GET' });
  }

  request(method: string, params?: JsonObject, options: RequestOptions = {}): Promise<Reply> {
    const { message, headers } = this.#composeRequest(method, params, options);
    return this.#send(message, [message.id as JsonValue], options, headers);
  }

  notify(method: string, params?: JsonObject, options: SendOptions = {}): Promise<Reply> {
    const message: JsonObject = { jsonrpc: '2.0', method };
    if (params !== undefined) message.params = params;
    return this.#send(message, 'nothing', options, this.#headers(method, params));
  }

  send(value: JsonValue, options: SendOptions = {}): Promise<Reply> {
    const ids = requestIdsOf(value);
    return this.#send(value, ids.length > 0 ? ids : 'anything', options, this.#headersFor(value));
  }

  sendRaw(bytes: Uint8Array | string, options: SendOptions & { terminate?: boolean } = {}): Promise<Reply> {
    const raw = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : Buffer.from(bytes);
    const parsed = parseJson(raw, resolveLimits(this.#options.limits).maxDepth);
    const json = parsed.ok ? parsed.value : undefined;
    const ids = requestIdsOf(json);
    return this.#channel.send({
      bytes: raw,
      json,
      expect: ids.length > 0 ? ids : 'anything',
      timeoutMs: this.#timeoutMs(options),
      headers: this.#headersFor(json),
      options,
      terminate: options.terminate ?? true,
    });
  }

  fetch(options: SendOptions & { method: string }): Promise<Reply> {
    return this.#channel.fetch(options, this.#headers(undefined, undefined), this.#timeoutMs(options));
  }

  rawExchange({ body = '', script, ...options }: RawExchangeOptions): Promise<Reply> {
    const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : Buffer.from(body);
    const parsed = parseJson(bytes, resolveLimits(this.#options.limits).maxDepth);
    const json = parsed.ok ? parsed.value : undefined;
    const ids = requestIdsOf(json);
    const expect = ids.length > 0 ? ids : bytes.length > 0 ? 'anything' : 'nothing';
    const timeoutMs = this.#timeoutMs(options);
    const headers = this.#headersFor(json);
    return this.#channel.sendOnSocket({ bytes, json, expect, timeoutMs, headers, options, terminate: true }, script);
  }

  collect(quietMs: number, until?: (frame: Frame) => boolean): Promise<Frame[]> {
    const frames: Frame[] = [];
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        stopListening();
        resolve(frames);
      };
      const timer = setTimeout(finish, quietMs);
      const stopListening = this.#options.transcript.onFrame((frame) => {
        if (frame.connection !== this.connection || frame.direction !== 'received') return;
        frames.push(frame);
        if (until?.(frame)) finish();
      });
    });
  }

  listen(notifications: JsonObject, options: RequestOptions = {}): Promise<ListenStream> {
    const { message, headers } = this.#composeRequest('subscriptions/listen', { notifications }, options);
    return openListenStream({
      id: message.id as JsonValue,
      isShared: this.transport === 'stdio',
      timeoutMs: this.#timeoutMs(options),
      signal: options.signal,
      send: (onRelated, signal) =>
        this.#channel.send({
          bytes: encode(message),
          json: message,
          expect: [message.id as JsonValue],
          timeoutMs: Number.POSITIVE_INFINITY,
          headers,
          options: { ...options, signal },
          terminate: true,
          onRelated,
        }),
      cancel: (id) => this.notify('notifications/cancelled', { requestId: id }),
    });
  }

  close(options: { graceMs?: number } = {}): Promise<StopReport> {
    this.#closing ??= this.#close(options.graceMs);
    return this.#closing;
  }

  /** Answers a request of the server, as the legacy era allows. In the modern era nobody would: it stays unanswered. */
  answer(request: JsonObject): void {
    // A flood of requests must not become a flood of connections.
    if (this.era === 'modern' || this.closed || this.#answersUnderWay >= maxAnswersUnderWay) return;
    const response = answerServerRequest(request, this.#options.onServerRequest);
    if (response === null) return;
    this.#answersUnderWay++;
    void this.#send(response, 'nothing', {}, this.#headers(undefined, undefined)).then(() => this.#answersUnderWay--);
  }

  #composeRequest(method: string, params: JsonObject | undefined, options: RequestOptions) {
    const message: JsonObject = { jsonrpc: '2.0', id: options.id === undefined ? this.#nextId++ : options.id, method };
    const full = this.#addMeta(params, options);
    if (full !== undefined) message.params = full;
    const headers = options.bare ? this.#sessionHeaders() : this.#headers(method, params);
    return { message, headers };
  }

  #addMeta(params: JsonObject | undefined, options: RequestOptions): JsonObject | undefined {
    const { meta, bare } = options;
    const isModern = this.era === 'modern' && bare !== true;
    if (!isModern && meta === undefined) return params;
    const own = isJsonObject(params?._meta) ? params._meta : undefined;
    if (isModern && own === undefined && meta === undefined) return { ...params, _meta: this.#meta };
    const merged: JsonObject = { ...(isModern ? this.#meta : undefined), ...own };
    for (const [key, value] of Object.entries(meta ?? {})) {
      if (value === null) delete merged[key];
      else merged[key] = value;
    }
    return { ...params, _meta: merged };
  }

  #send(value: JsonValue, expect: JsonValue[] | 'anything' | 'nothing', options: SendOptions, headers: Header[]) {
    return this.#channel.send({
      bytes: encode(value),
      json: value,
      expect,
      timeoutMs: this.#timeoutMs(options),
      headers,
      options,
      terminate: true,
    });
  }

  #headersFor(value: JsonValue | undefined): Header[] {
    const method = isJsonObject(value) && typeof value.method === 'string' ? value.method : undefined;
    const params = isJsonObject(value) && isJsonObject(value.params) ? value.params : undefined;
    return this.#headers(method, params);
  }

  #headers(method: string | undefined, params: JsonObject | undefined): Header[] {
    if (this.transport === 'stdio') return [];
    const headers = this.#sessionHeaders();
    if (this.era === 'modern') {
      headers.push(['MCP-Protocol-Version', this.#version]);
      if (method !== undefined) headers.push(...mirrorHeaders(method, params));
    }
    return headers;
  }

  #sessionHeaders(): Header[] {
    const headers: Header[] = [];
    if (this.transport === 'stdio' || this.era === 'modern') return headers;
    if (this.sessionId !== undefined) headers.push(['Mcp-Session-Id', this.sessionId]);
    const version = this.#negotiated;
    // Revisions are dates, and a version header exists from 2025-06-18 on.
    if (version !== undefined && version >= '2025-06-18') headers.push(['MCP-Protocol-Version', version]);
    return headers;
  }

  #timeoutMs(options: SendOptions): number {
    return options.timeoutMs ?? this.#options.requestTimeoutMs ?? defaultTimeoutMs;
  }

  #takeCapabilities(result: JsonValue | undefined): void {
    if (isJsonObject(result) && isJsonObject(result.capabilities)) this.capabilities = result.capabilities;
  }

  async #close(graceMs: number | undefined): Promise<StopReport> {
    if (this.sessionId !== undefined && this.transport === 'streamable-http' && !this.#channel.closed) {
      await this.fetch({ method: 'DELETE', timeoutMs: graceMs ?? 2000 });
    }
    return this.#channel.close(graceMs);
  }
}

function encode(value: JsonValue): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

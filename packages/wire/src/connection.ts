import type { Frame } from './frame.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { RawRequest, RawStep } from './raw-http-exchange.ts';
import type { Era, Revision } from './revision.ts';
import type { TransportKind } from './target.ts';

/** How the wait for an answer ended. `answered` says nothing about success: look at `message`. */
export type ReplyOutcome = 'answered' | 'accepted' | 'silent' | 'http-error' | 'closed' | 'failed';

/**
 * What came back for something that was sent.
 * - `answered`: a JSON-RPC response (result or error) that belongs to it
 * - `accepted`: HTTP 2xx without a JSON-RPC response (202 on a notification)
 * - `silent`: nothing within the time; a stdio notification is always silent
 * - `http-error`: an HTTP status of 400 or more without a JSON-RPC response that belongs to it
 * - `closed`: the process exited or the stream ended before an answer
 * - `failed`: could not connect, reset, TLS, malformed HTTP; `failure` says what
 */
export interface Reply {
  outcome: ReplyOutcome;
  /** The response object whose id equals the request's (or has a null/absent id when nothing was readable). */
  message?: JsonObject;
  result?: JsonValue;
  error?: { code?: JsonValue; message?: JsonValue; data?: JsonValue };
  /** The frame of `message`. */
  frame?: Frame;
  /** Everything that came on this exchange before the reply was complete: notifications, server requests, stray frames. */
  related: Frame[];
  /** The frames that were sent for it. */
  sent: Frame[];
  status?: number;
  headers?: [name: string, value: string][];
  /** Lower-cased media type of the HTTP answer. */
  contentType?: string;
  startedNs: number;
  endedNs: number;
  failure?: string;
}

export interface SendOptions {
  timeoutMs?: number;
  /** HTTP only. A null value removes a header the session would have set; repeats and odd case are kept. */
  headers?: Record<string, string | string[] | null>;
  /** HTTP only, default POST. */
  method?: string;
  /** HTTP only: resolves a path other than the endpoint's. */
  url?: string;
  signal?: AbortSignal;
}

export interface RequestOptions extends SendOptions {
  /** Default: the session's next integer id. */
  id?: JsonValue;
  /** Merged over the session's `_meta` (modern) or sent as `params._meta`; a null value removes the key. */
  meta?: Record<string, JsonValue | null>;
  /** Modern only: do not add `_meta` or the mirrored headers. */
  bare?: boolean;
}

/** A request written byte for byte on a connection of its own, for what no HTTP library agrees to send. */
export interface RawExchangeOptions extends SendOptions {
  /** None by default; the method is then GET, else POST. */
  body?: Uint8Array | string;
  /**
   * Of the characters of a header value each becomes one byte: give `Buffer.from(text).toString('latin1')` for raw
   * UTF-8. The session's usual headers, `Host`, `Content-Length` and `Connection: close` are there unless changed here.
   */
  headers?: SendOptions['headers'];
  /** How the bytes go out; default all at once. */
  script?: (request: RawRequest) => readonly RawStep[];
}

/** How a stdio child ended and what it took. */
export interface StopReport {
  /** What made it leave: it was gone already, stdin EOF, SIGTERM, SIGKILL; `http` for a session that was only closed. */
  needed: 'gone' | 'eof' | 'term' | 'kill' | 'http';
  exitCode: number | null;
  signal: string | null;
  /** Milliseconds from closing stdin to exit. */
  durationMs: number;
  /** Descendants that outlived the child and had to be killed. */
  orphans: number;
}

/** The child behind a stdio session. */
export interface ChildHandle {
  readonly pid: number;
  /** Resolves once, with how the child itself ended; never rejects. */
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  /** The last bytes of its standard error, as text. */
  readonly stderrTail: string;
  /** Sends a signal to the child itself; false when it has gone. */
  signal(name: NodeJS.Signals): boolean;
  /** False stops reading its stdout, so that its pipe fills up; true goes on. */
  readStdout(isRead: boolean): void;
  /** The same for its standard error. */
  readStderr(isRead: boolean): void;
}

/**
 * One process (stdio) or one HTTP session, opened at one revision. All it sends and receives stands in the transcript.
 * Server requests of the legacy era are answered by `onServerRequest`, default −32601.
 */
export interface Session {
  readonly transport: TransportKind;
  readonly revision: Revision;
  readonly era: Era;
  readonly connection: number;
  /** The reply to `initialize` (legacy) or `server/discover` (modern, unless opened with `discover: false`). */
  readonly opening: Reply | undefined;
  readonly capabilities: JsonObject;
  readonly sessionId: string | undefined;
  /** Absent on HTTP. */
  readonly process: ChildHandle | undefined;
  readonly closed: boolean;
  request(method: string, params?: JsonObject, options?: RequestOptions): Promise<Reply>;
  notify(method: string, params?: JsonObject, options?: SendOptions): Promise<Reply>;
  /** Any JSON value (an odd envelope, an array, a response) as one frame with the session's usual headers. Waits for the answer to its id, or for any frame, or the time. */
  send(value: JsonValue, options?: SendOptions): Promise<Reply>;
  /** Arbitrary bytes as one frame (a line end is added on stdio unless `terminate` is false). */
  sendRaw(bytes: Uint8Array | string, options?: SendOptions & { terminate?: boolean }): Promise<Reply>;
  /** HTTP: the standalone GET stream, or any GET/DELETE/OPTIONS. On stdio this throws. */
  fetch(options: SendOptions & { method: string }): Promise<Reply>;
  /** HTTP: one request on a plain socket, header values and framing as they are given. On stdio this throws. */
  rawExchange(options: RawExchangeOptions): Promise<Reply>;
  /** Resolves with the frames received on this connection in `quietMs`, or earlier when `until` says so. */
  collect(quietMs: number, until?: (frame: Frame) => boolean): Promise<Frame[]>;
  /** Modern: opens `subscriptions/listen`; frames go to the transcript and to `collect`. */
  listen(notifications: JsonObject, options?: RequestOptions): Promise<ListenStream>;
  close(options?: { graceMs?: number }): Promise<StopReport>;
}

export interface ListenStream {
  readonly id: JsonValue;
  /** Frames of this stream so far, the acknowledgement first. */
  readonly frames: readonly Frame[];
  readonly open: boolean;
  close(): Promise<void>;
}

import type { ChildHandle, RawExchangeOptions, Reply, SendOptions, StopReport } from './connection.ts';
import type { Frame } from './frame.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { TransportKind } from './target.ts';

/**
 * What ends the wait for an answer.
 * - ids: the responses to these requests, all of them
 * - `anything`: the first frame that is not a notification or server request
 * - `nothing`: the frame has gone out (stdio), or its HTTP exchange is over
 */
export type Expectation = JsonValue[] | 'anything' | 'nothing';

export type Header = [name: string, value: string];

/** One frame to send. */
export interface Outgoing {
  /** Without the line end of stdio. */
  bytes: Buffer;
  /** What the bytes mean, as far as they are JSON. */
  json: JsonValue | undefined;
  expect: Expectation;
  timeoutMs: number;
  /** HTTP headers the session adds; `options.headers` changes them. */
  headers: Header[];
  options: SendOptions;
  terminate: boolean;
  /** Told each frame that comes on this exchange before the answer; such frames are then not collected in `related`. */
  onRelated?: (frame: Frame) => void;
}

/** The transport below a session: it carries frames and writes the transcript, and knows nothing of revisions. */
export interface Channel {
  readonly transport: TransportKind;
  readonly closed: boolean;
  /** stdio only. */
  readonly process?: ChildHandle;
  send(outgoing: Outgoing): Promise<Reply>;
  /** HTTP only; throws TypeError on stdio. */
  fetch(options: SendOptions & { method: string }, headers: Header[], timeoutMs: number): Promise<Reply>;
  /** HTTP only; throws TypeError on stdio. */
  sendOnSocket(outgoing: Outgoing, script: RawExchangeOptions['script']): Promise<Reply>;
  close(graceMs: number | undefined): Promise<StopReport>;
}

/** What a channel hands up beside replies: each request of the server, to be answered or not. */
export type ServerRequestListener = (request: JsonObject) => void;

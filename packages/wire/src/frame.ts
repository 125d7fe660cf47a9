import type { JsonValue } from './json.ts';

/**
 * What a frame is.
 * - `message`: a line on stdio, a request or response body (JSON), or the data of one SSE event
 * - `http-request`, `http-response`: the head of an exchange (method, URL, status, headers)
 * - `sse-comment`: a keep-alive or comment line of a stream
 * - `stderr`: a chunk of the child's standard error
 * - `lifecycle`: spawn, exit, signal sent, socket opened or lost; `note` says which
 */
export type FrameKind = 'message' | 'http-request' | 'http-response' | 'sse-comment' | 'stderr' | 'lifecycle';

export interface HttpHead {
  method?: string;
  url?: string;
  status?: number;
  /** As they stood on the wire: order, case and repeats kept. */
  headers: [name: string, value: string][];
}

/** One thing that crossed the wire, with everything a verdict could later want to know. */
export interface Frame {
  /** Position in the transcript, from 0, without gaps. */
  seq: number;
  kind: FrameKind;
  direction: 'sent' | 'received';
  /** Which process or HTTP session of the transcript, from 0. */
  connection: number;
  /** The byte stream within the connection: `stdin`, `stdout`, `stderr`, `post-3`, `get-1`, `delete-1`, or null. */
  stream: string | null;
  /** Monotonic nanoseconds since the transcript began. For one-piece frames both are equal. */
  firstByteNs: number;
  lastByteNs: number;
  /** The bytes as they were, without the line terminator of stdio. Cut at the frame cap. */
  raw: Uint8Array;
  /** How many bytes of the original were cut off `raw`; 0 almost always. */
  droppedBytes: number;
  /** Stdio only: whether the line ended with LF. A final unterminated line has false. */
  terminated?: boolean;
  /** The parsed JSON of a `message`; undefined where it did not parse. */
  json?: JsonValue;
  /** Why `json` is undefined. */
  parseError?: string;
  /** SSE only: the event's own fields. */
  sse?: { event?: string; id?: string; retry?: number };
  http?: HttpHead;
  /**
   * - `lifecycle` of a process: `spawned pid <n>`, `stdin closed`, `SIGTERM sent to the group`, `exited with code <n>`,
   *   `exited with signal <name>`, `killed <n> surviving descendants`, `stdin: <error>`
   * - `lifecycle` of an event stream or a failed exchange: `ended: complete`, `ended: deadline`, `ended: <failure>`
   * - `sse-comment` that is none: `fields` (a block of fields without data), `malformed` (no field at all)
   */
  note?: string;
}

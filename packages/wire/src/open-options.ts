import type { JsonObject } from './json.ts';
import type { Revision } from './revision.ts';
import type { TransportKind } from './target.ts';
import type { Transcript } from './transcript.ts';

/** What bounds a hostile peer. */
export interface WireLimits {
  /** Largest frame kept in full; the rest is counted in `droppedBytes` and the frame does not parse. */
  maxFrameBytes: number;
  /** Largest decoded HTTP body, over its whole life. */
  maxBodyBytes: number;
  /** Total bytes a transcript keeps; frames past it are counted, not kept. */
  maxTranscriptBytes: number;
  /** Deepest JSON nesting that is parsed. */
  maxDepth: number;
}

/** Why an address may not be connected to; undefined when it may. Asked with literal and resolved addresses. */
export type CheckAddress = (address: string, port: number) => string | undefined;

export interface OpenOptions {
  revision: Revision;
  transport: TransportKind;
  transcript: Transcript;
  /**
   * - `full` (default): legacy initialize + initialized; modern a `server/discover`
   * - `initialize`: legacy only, stops before `notifications/initialized`
   * - `none`: only spawns or prepares; the first frame is the caller's
   */
  handshake?: 'full' | 'initialize' | 'none';
  /** Default: none. A check that wants to see server requests declares them. */
  clientCapabilities?: JsonObject;
  clientInfo?: JsonObject;
  /** What `initialize` or `_meta` names instead of `revision`, for negative probes. */
  requestedVersion?: string;
  /** HTTP legacy: open the GET stream right after the handshake. Default false. */
  getStream?: boolean;
  requestTimeoutMs?: number;
  /** For the answer to the opening, which a process that is still starting takes longer for. Default: as for any request. */
  openingTimeoutMs?: number;
  limits?: Partial<WireLimits>;
  signal?: AbortSignal;
  /** Begins the cookie in the environment of each child, so that whoever owns this process can sweep them after a crash. */
  owner?: string;
  /** HTTP: guards every connection of the session against addresses that are off limits. Default: all are allowed. */
  checkAddress?: CheckAddress;
  /**
   * Answers a server request; the default is an empty result to `ping` and error −32601 to the rest. Return null to
   * stay silent, a whole response (with `jsonrpc`) to send it as it is, `{ result }` or `{ error }` to have it
   * completed, or anything else as the result itself.
   */
  onServerRequest?: (request: JsonObject) => JsonObject | null;
}

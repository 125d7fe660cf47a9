import type { ChildHandle, StopReport } from '../connection.ts';
import type { JsonObject } from '../json.ts';
import type { CheckAddress } from '../open-options.ts';
import type { Revision } from '../revision.ts';
import type { TransportKind } from '../target.ts';

/** How a call ended. Only `ok` is a success: `tool_error` is a result with isError, `protocol_error` a JSON-RPC error or no valid answer. */
export type LoadOutcome =
  | 'ok'
  | 'tool_error'
  | 'protocol_error'
  | 'timeout'
  | 'cancelled'
  | 'transport_error'
  | 'crash';

/** A call whose bytes are made once; at each send only its id and what `$n` and `$vu` stand for are filled in. */
export interface PreparedCall {
  readonly method: string;
}

/** How one call went. Nanoseconds are of `performance.now() * 1e6`. */
export interface LoadAnswer {
  outcome: LoadOutcome;
  /** For anything but ok: what came, short, and the same text for the same kind of failure. */
  detail: string;
  sentNs: number;
  /** Of the answer; null where none came. */
  firstByteNs: number | null;
  endedNs: number;
  bytesSent: number;
  bytesReceived: number;
}

export interface LoadSessionOptions {
  revision: Revision;
  transport: TransportKind;
  requestTimeoutMs: number;
  /** For the answer to the opening. */
  openingTimeoutMs: number;
  owner?: string;
  checkAddress?: CheckAddress;
  signal?: AbortSignal;
}

/**
 * One opened process (stdio) or HTTP session that is there to carry load: no transcript, no promise for a call, every
 * answer checked in full (JSON, `jsonrpc`, id, result or error, isError).
 */
export interface LoadSession {
  readonly revision: Revision;
  readonly transport: TransportKind;
  /** Absent on HTTP. */
  readonly process: ChildHandle | undefined;
  readonly inFlight: number;
  /** Nothing can be sent any more. */
  readonly closed: boolean;
  /** `$n` and `$vu` in strings of `params` stand for the numbers of `call`; a string that is just `$n` becomes a number. `headers` (HTTP) go beside the usual ones. */
  prepare(method: string, params: JsonObject, headers?: Record<string, string>): PreparedCall;
  /** `done` is called exactly once, never from within `call`. The answer belongs to the session: copy what you keep. */
  call(prepared: PreparedCall, numbers: { n: number; vu: number }, done: (answer: LoadAnswer) => void): void;
  /** Ends what is under way as `cancelled`, and the process or session. */
  close(): Promise<StopReport>;
}

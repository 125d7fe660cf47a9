import type { JsonObject } from '../json.ts';
import type { Era } from '../revision.ts';
import type { Exchange } from './exchange.ts';
import type { Flaw } from './judge-answer.ts';
import type { ResponseHead } from './response-head.ts';

/** What came for an exchange. The object is the socket's own and is used again. */
export interface Received {
  firstByteNs: number | null;
  bytes: number;
  message: JsonObject | undefined;
  head: ResponseHead | undefined;
}

/** Whose requests go out on it. */
export interface LoadSocketOwner {
  readonly era: Era;
  /** What comes back here is only that a message has arrived: its body is not read where it is a success. */
  readonly isAnsweredElsewhere: boolean;
  settle(exchange: Exchange, flaw: Flaw | undefined, endedNs: number, received?: Received): void;
  onServerRequest(request: JsonObject): void;
}

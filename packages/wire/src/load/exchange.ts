import type { JsonObject } from '../json.ts';
import type { LoadAnswer } from './load-session.ts';

/** The head of an HTTP answer, as far as a load session needs it. */
export interface AnswerHead {
  status: number;
  sessionId: string | undefined;
}

/** Told how an exchange ended; the answer is the session's own and is used again. */
export type ExchangeDone = (answer: LoadAnswer, message?: JsonObject, head?: AnswerHead) => void;

/** One request under way. */
export interface Exchange {
  /** Null for what awaits no JSON-RPC answer: a notification, a response, a DELETE. */
  readonly id: number | null;
  readonly method: string;
  /** What is still to be written, a string of bytes; empty once it was. */
  text: string;
  readonly bytesSent: number;
  readonly sentNs: number;
  readonly deadlineNs: number;
  readonly timeoutMs: number;
  readonly done: ExchangeDone;
  isSettled: boolean;
}

export function createExchange(
  id: number | null,
  method: string,
  text: string,
  timeoutMs: number,
  done: ExchangeDone,
): Exchange {
  const sentNs = performance.now() * 1e6;
  const deadlineNs = sentNs + timeoutMs * 1e6;
  return { id, method, text, bytesSent: text.length, sentNs, deadlineNs, timeoutMs, done, isSettled: false };
}

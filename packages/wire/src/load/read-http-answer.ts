import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Era } from '../revision.ts';
import type { Exchange } from './exchange.ts';
import { type Flaw, judgeAnswer, protocolError } from './judge-answer.ts';
import { parseAnswer } from './parse-answer.ts';

export interface HttpAnswer {
  flaw: Flaw | undefined;
  message: JsonObject | undefined;
}

/** What a whole HTTP response means for the exchange it belongs to. */
export function readHttpAnswer(exchange: Exchange, status: number, body: Buffer, era: Era): HttpAnswer {
  const isSuccess = status >= 200 && status < 300;
  if (exchange.id === null) return { flaw: isSuccess ? undefined : httpError(status), message: undefined };
  if (isSuccess && body.length === 0) {
    const detail = `HTTP ${status} without an answer`;
    return { flaw: { outcome: 'transport_error', detail }, message: undefined };
  }
  const parsed = body.length === 0 ? undefined : parseAnswer(body);
  const message = parsed?.ok ? findMessage(parsed.value, exchange.id) : undefined;
  if (!isSuccess) {
    // An error that names the request tells more than the status it came with.
    const isOwn = message?.error !== undefined && message.id === exchange.id;
    return { flaw: isOwn ? judgeAnswer(message, exchange.method, era) : httpError(status), message };
  }
  if (!parsed?.ok) return { flaw: protocolError('an answer that is no JSON'), message };
  if (message === undefined) return { flaw: protocolError('an answer that is no object'), message };
  return { flaw: judgeMessage(message, exchange, era), message };
}

/** Judges a message that came as the answer, its id as well. */
export function judgeMessage(message: JsonObject, exchange: Exchange, era: Era): Flaw | undefined {
  if (message.id === exchange.id) return judgeAnswer(message, exchange.method, era);
  const isAnonymousError = (message.id ?? null) === null && message.error !== undefined;
  return isAnonymousError ? judgeAnswer(message, exchange.method, era) : protocolError('an answer to another id');
}

function httpError(status: number): Flaw {
  return { outcome: 'transport_error', detail: `HTTP ${status}` };
}

/** The message itself; of a batch the one that belongs to the request, or the first. */
function findMessage(value: JsonValue, id: number): JsonObject | undefined {
  if (!Array.isArray(value)) return isJsonObject(value) ? value : undefined;
  const messages = value.filter(isJsonObject);
  return messages.find((message) => message.id === id) ?? messages[0];
}

import { isJsonObject, type JsonObject, type Reply } from '@mcp-lab/wire';
import { quoteJson } from './quote.ts';

const maxMessageLength = 80;

/** What came back, as the end of the sentence `the request got …`. */
export function describeReply(reply: Reply): string {
  const status = reply.status === undefined ? '' : `HTTP ${reply.status}`;
  if (reply.message !== undefined) return `${describeMessage(reply.message)}${status && ` with ${status}`}`;
  switch (reply.outcome) {
    case 'accepted':
    case 'http-error':
      return `${status} without a JSON-RPC answer`;
    case 'silent':
      return `no answer within ${Math.round((reply.endedNs - reply.startedNs) / 1e6)} ms`;
    default:
      return `no answer: ${reply.failure ?? 'the connection was lost'}`;
  }
}

/** A response in a few words: an error by its code and message, anything else as JSON. */
export function describeMessage(message: JsonObject): string {
  const { error } = message;
  if (!isJsonObject(error) || !Number.isInteger(error.code) || 'result' in message) return quoteJson(message);
  return `error ${String(error.code)} ${quoteJson(error.message, maxMessageLength)}`;
}

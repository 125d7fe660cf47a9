import type { Reply } from '@mcp-lab/wire';
import { quoteJson } from './quote.ts';

/** What came back, as the end of the sentence `the request got …`. */
export function describeReply(reply: Reply): string {
  const status = reply.status === undefined ? '' : `HTTP ${reply.status}`;
  if (reply.message !== undefined) return `${quoteJson(reply.message)}${status && ` with ${status}`}`;
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

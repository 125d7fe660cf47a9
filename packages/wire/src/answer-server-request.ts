import type { JsonObject } from './json.ts';
import type { OpenOptions } from './open-options.ts';

/**
 * The response to a request of the server, or null to stay silent. What the answerer returns is sent as it is when it
 * has `jsonrpc`, completed when it has `result` or `error`, and otherwise taken as the result itself. Without an
 * answerer a ping gets its empty result, since a server may hang up on a client that does not answer one.
 */
export function answerServerRequest(request: JsonObject, answerer: OpenOptions['onServerRequest']): JsonObject | null {
  const envelope = { jsonrpc: '2.0', id: request.id ?? null };
  if (answerer === undefined) {
    if (request.method === 'ping') return { ...envelope, result: {} };
    return { ...envelope, error: { code: -32601, message: 'Method not found' } };
  }
  const answer = answerer(request);
  if (answer === null || 'jsonrpc' in answer) return answer;
  if ('result' in answer || 'error' in answer) return { ...envelope, ...answer };
  return { ...envelope, result: answer };
}

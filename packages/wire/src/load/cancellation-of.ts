import type { JsonObject } from '../json.ts';
import type { Exchange } from './exchange.ts';

/**
 * What tells the server that nobody waits for a call that timed out, as the specification asks of a client
 * (https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle, Timeouts). Undefined for what the server never
 * got, and for `initialize`, which must not be cancelled.
 */
export function cancellationOf({ id, method, text }: Exchange): JsonObject | undefined {
  if (id === null || text !== '' || method === 'initialize') return undefined;
  return { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id, reason: 'timed out' } };
}

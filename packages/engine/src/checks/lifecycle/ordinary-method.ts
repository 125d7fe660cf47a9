import type { JsonObject } from '@mcp-lab/wire';
import { declaredLists } from '../jsonrpc/declared-lists.ts';

/**
 * A read-only method this modern server has to serve. A list is preferred: a server that fixes its era by the first
 * real request lets `server/discover` pass in either state.
 */
export function ordinaryMethod(capabilities: JsonObject): string {
  return declaredLists(capabilities)[0]?.method ?? 'server/discover';
}

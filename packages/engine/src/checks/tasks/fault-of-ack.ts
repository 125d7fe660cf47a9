import type { JsonObject } from '@mcp-lab/wire';
import { quoteJson } from '../jsonrpc/quote.ts';

/** What is wrong with an acknowledgement, which has nothing in it but its type. */
export function faultOfAck(result: JsonObject | undefined): string | undefined {
  if (result?.resultType !== 'complete') return `resultType is ${quoteJson(result?.resultType)}`;
  const extra = Object.keys(result).filter((member) => member !== 'resultType' && member !== '_meta');
  return extra.length === 0 ? undefined : `expected an empty result, got ${quoteJson(result)}`;
}

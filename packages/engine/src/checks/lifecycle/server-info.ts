import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import { quoteJson } from '../jsonrpc/quote.ts';
import { serverInfoKey } from './modern-scope.ts';
import { metaOf } from './results-in-run.ts';

/** What is wrong with the server's identity on a result, or undefined. */
export function serverInfoFault(result: JsonObject): string | undefined {
  const info = metaOf(result)[serverInfoKey];
  if (info === undefined) return `_meta has no "${serverInfoKey}"`;
  if (isJsonObject(info) && typeof info.name === 'string' && typeof info.version === 'string') return undefined;
  return `expected an object with the strings name and version, got ${quoteJson(info)}`;
}

/** Name and version as one comparable text; undefined where there are none. */
export function serverInfoOf(result: JsonObject): string | undefined {
  const info = metaOf(result)[serverInfoKey];
  return isJsonObject(info) ? `${String(info.name)} ${String(info.version)}` : undefined;
}

import { type Frame, isJsonObject } from '@mcp-lab/wire';
import { quoteJson } from '../../checks/jsonrpc/quote.ts';

/** Where something stood, in words: `on stderr`, `in the answer to tools/call of "x"`. */
export function describeFrame(frame: Frame, frames: readonly Frame[]): string {
  if (frame.kind === 'stderr') return 'on stderr';
  if (frame.kind === 'http-response') return 'in a header of an HTTP answer';
  const { json } = frame;
  if (!isJsonObject(json)) return 'in something that is no JSON-RPC message';
  if (typeof json.method === 'string') return `in ${json.method}`;
  const request = frames.findLast(
    ({ seq, direction, connection, json: sent }) =>
      seq < frame.seq &&
      direction === 'sent' &&
      connection === frame.connection &&
      isJsonObject(sent) &&
      typeof sent.method === 'string' &&
      JSON.stringify(sent.id) === JSON.stringify(json.id),
  )?.json;
  if (!isJsonObject(request)) return 'in an answer to nothing that was asked';
  const what = json.error === undefined ? 'in the answer' : 'in the error';
  const { params } = request;
  const named = isJsonObject(params) ? (params.name ?? params.uri) : undefined;
  return `${what} to ${String(request.method)}${named === undefined ? '' : ` of ${quoteJson(named, 60)}`}`;
}

import { isJsonObject, type JsonValue } from '@mcp-lab/wire/json';
import { parseJson } from '@mcp-lab/wire/parse-json';

export type MessageDirection = 'to-server' | 'to-client';

/** A message on its way through the proxy, as far as it could be read. */
export interface ProxiedMessage {
  direction: MessageDirection;
  /** Without the end of the line on stdio. */
  bytes: Buffer;
  json: JsonValue | undefined;
  /** Of the request, or of the request that is answered. */
  method: string | undefined;
  /** JSON text of the id. */
  id: string | undefined;
  isAnswer: boolean;
}

const maxDepth = 200;

/** `methodOf` tells which request an answer belongs to. Of a batch the first member speaks for all. */
export function readMessage(
  direction: MessageDirection,
  bytes: Buffer,
  methodOf: (id: string) => string | undefined,
): ProxiedMessage {
  const parsed = parseJson(bytes, maxDepth);
  const json = parsed.ok ? parsed.value : undefined;
  const first = Array.isArray(json) ? json[0] : json;
  if (!isJsonObject(first)) return { direction, bytes, json, method: undefined, id: undefined, isAnswer: false };
  const id = first.id === undefined ? undefined : JSON.stringify(first.id).slice(0, 200);
  const isAnswer = first.method === undefined && id !== undefined;
  const named = typeof first.method === 'string' ? first.method.slice(0, 200) : undefined;
  return { direction, bytes, json, method: isAnswer && id !== undefined ? methodOf(id) : named, id, isAnswer };
}

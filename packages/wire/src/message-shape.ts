import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

/** An id as a map key that keeps `1`, `"1"` and `null` apart. */
export type IdKey = string | number | boolean | null;

export function idKey(id: JsonValue): IdKey {
  return typeof id === 'object' && id !== null ? `\u0000${JSON.stringify(id)}` : id;
}

/** Anything with an id and no method counts: a malformed response is still the answer to its request. */
export function isResponse(message: JsonValue | undefined): message is JsonObject {
  return (
    isJsonObject(message) && !('method' in message) && ('id' in message || 'result' in message || 'error' in message)
  );
}

/** An object with a method and an id. */
export function isRequest(message: JsonValue | undefined): message is JsonObject & { id: JsonValue } {
  return isJsonObject(message) && 'method' in message && message.id !== undefined;
}

/**
 * A response that says itself that it could not read whose answer it is. It must look like JSON-RPC: an HTTP error body
 * such as `{"error":"not found"}` is none.
 */
export function isAnonymousResponse(message: JsonValue | undefined): message is JsonObject {
  if (!isResponse(message) || (message.id !== undefined && message.id !== null)) return false;
  return 'jsonrpc' in message || (isJsonObject(message.error) && typeof message.error.code === 'number');
}

/** The messages of a frame: one, or the members of a batch. */
export function messagesOf(json: JsonValue | undefined): JsonValue[] {
  if (json === undefined) return [];
  return Array.isArray(json) ? json : [json];
}

/** The ids of the requests in a frame that is to be sent. */
export function requestIdsOf(json: JsonValue | undefined): JsonValue[] {
  const ids: JsonValue[] = [];
  for (const message of messagesOf(json)) if (isRequest(message)) ids.push(message.id);
  return ids;
}

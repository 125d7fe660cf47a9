import { eraOf, type Frame, isJsonObject, type JsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';

const metaPrefix = 'io.modelcontextprotocol/';
const legacyOnly = new Set(['initialize', 'ping', 'logging/setLevel', 'resources/subscribe', 'resources/unsubscribe']);
const modernOnly = new Set(['server/discover', 'subscriptions/listen']);

/**
 * Whether only well-formed traffic of the revision was sent in these frames of one connection. An unknown method is
 * well-formed; a wrong envelope, a reused id, a method of the other era, a version or header that does not fit is not.
 */
export function isOrdinaryConnection(frames: readonly Frame[], revision: Revision): boolean {
  const heads = new Map<string | null, Frame>();
  const usedIds = new Set<string>();
  let first = true;
  for (const frame of frames) {
    // Who was turned away at the door did not take part in an ordinary conversation.
    if (frame.kind === 'http-response' && (frame.http?.status === 401 || frame.http?.status === 403)) return false;
    if (frame.direction !== 'sent') continue;
    if (frame.kind === 'http-request') heads.set(frame.stream, frame);
    if (frame.kind !== 'message') continue;
    const messages = Array.isArray(frame.json) && revision === '2025-03-26' ? frame.json : [frame.json];
    if (messages.length === 0) return false;
    for (const message of messages) {
      if (!isWellFormedMessage(message, revision, usedIds)) return false;
      if (first && eraOf(revision) === 'legacy' && message.method !== 'initialize') return false;
      if (!areHeadersOrdinary(heads.get(frame.stream), message, revision)) return false;
      first = false;
    }
  }
  return true;
}

function isWellFormedMessage(
  message: JsonValue | undefined,
  revision: Revision,
  usedIds: Set<string>,
): message is JsonObject {
  if (!isJsonObject(message) || message.jsonrpc !== '2.0') return false;
  const { id, method, params } = message;
  const isModern = eraOf(revision) === 'modern';
  if (id !== undefined && typeof id !== 'string' && !Number.isInteger(id)) return false;
  if (method === undefined) return !isModern && ('result' in message || 'error' in message);
  if (typeof method !== 'string' || (isModern ? legacyOnly : modernOnly).has(method)) return false;
  if (params !== undefined && !isJsonObject(params)) return false;
  if (id === undefined) return true;
  const key = JSON.stringify(id);
  if (usedIds.has(key)) return false;
  usedIds.add(key);
  return isModern ? hasMeta(params, revision) : true;
}

function hasMeta(params: JsonObject | undefined, revision: Revision): boolean {
  const meta = params?._meta;
  if (!isJsonObject(meta)) return false;
  return meta[`${metaPrefix}protocolVersion`] === revision && isJsonObject(meta[`${metaPrefix}clientCapabilities`]);
}

function areHeadersOrdinary(head: Frame | undefined, message: JsonObject, revision: Revision): boolean {
  if (head?.http === undefined) return true;
  const values = (name: string) =>
    (head.http?.headers ?? []).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  const host = values('host');
  const wanted = URL.parse(head.http.url ?? '')?.host;
  if (values('origin').length > 0 || (wanted !== undefined && host.some((value) => value !== wanted))) return false;
  if (eraOf(revision) === 'legacy' || message.id === undefined) return true;
  return values('mcp-protocol-version').join() === revision && values('mcp-method').join() === message.method;
}

import {
  eraOf,
  type Frame,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  mirrorHeaders,
  type Revision,
} from '@mcp-lab/wire';

const metaPrefix = 'io.modelcontextprotocol/';
const legacyOnly = new Set(['initialize', 'ping', 'logging/setLevel', 'resources/subscribe', 'resources/unsubscribe']);
const envelopeMembers = new Set(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);
const modernOnly = new Set(['server/discover', 'subscriptions/listen']);

/**
 * Whether only well-formed traffic of the revision was sent in these frames of one connection. An unknown method is
 * well-formed; a wrong envelope, a reused id, a method of the other era, a version or header that does not fit is not.
 */
export function isOrdinaryConnection(frames: readonly Frame[], revision: Revision): boolean {
  const heads = new Map<string | null, Frame>();
  const usedIds = new Set<string>();
  let first = true;
  let sessionId: string | undefined;
  let wasEnded = false;
  for (const frame of frames) {
    if (frame.kind === 'http-response') sessionId ??= valuesOf(frame, 'mcp-session-id')[0];
    if (frame.direction !== 'sent') continue;
    if (frame.http?.method === 'DELETE') wasEnded = true;
    if (frame.kind === 'http-request') heads.set(frame.stream, frame);
    if (frame.kind !== 'message') continue;
    const messages = Array.isArray(frame.json) && revision === '2025-03-26' ? frame.json : [frame.json];
    if (messages.length === 0 || wasEnded) return false;
    const named = first ? undefined : valuesOf(heads.get(frame.stream), 'mcp-session-id').join();
    if (sessionId !== undefined && eraOf(revision) === 'legacy' && named !== undefined && named !== sessionId)
      return false;
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
  if (!Object.keys(message).every((member) => envelopeMembers.has(member))) return false;
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
  const host = valuesOf(head, 'host');
  const wanted = URL.parse(head.http.url ?? '')?.host;
  if (valuesOf(head, 'origin').length > 0 || (wanted !== undefined && host.some((value) => value !== wanted)))
    return false;
  const version = valuesOf(head, 'mcp-protocol-version').join();
  if (eraOf(revision) === 'legacy') {
    // The header came with 2025-06-18, and says what `initialize` settled.
    return message.method === 'initialize' || revision < '2025-06-18' || version === revision;
  }
  if (message.id === undefined) return true;
  const isPlain = ['mcp-session-id', 'last-event-id'].every((name) => valuesOf(head, name).length === 0);
  const isMethodRight = valuesOf(head, 'mcp-method').join() === message.method;
  return isPlain && version === revision && isMethodRight && isNameRight(head, message);
}

/** Which parameter has to be repeated, the method says; the encoding is free. */
function isNameRight(head: Frame, { method, params }: JsonObject): boolean {
  const mirrored = mirrorHeaders(String(method), isJsonObject(params) ? params : undefined);
  const wanted = mirrored.find(([name]) => name === 'Mcp-Name')?.[1];
  if (wanted === undefined) return true;
  const [given, ...more] = valuesOf(head, 'mcp-name');
  return given !== undefined && more.length === 0 && decodeHeader(given) === decodeHeader(String(wanted));
}

function decodeHeader(value: string): string {
  const encoded = /^=\?base64\?(.*)\?=$/.exec(value)?.[1];
  return encoded === undefined ? value : Buffer.from(encoded, 'base64').toString('utf8');
}

function valuesOf(head: Frame | undefined, name: string): string[] {
  return (head?.http?.headers ?? []).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

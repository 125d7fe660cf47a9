import { type Frame, isJsonObject, type JsonObject, type JsonValue, type TransportKind } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { rememberByFrames } from './remember-by-frames.ts';

type Run = Pick<CheckContext, 'tour' | 'transport'>;

/** One JSON value the server sent as protocol traffic; the members of a batch count one by one. */
export interface ServerValue {
  frame: Frame;
  value: JsonValue;
}

export interface ServerMessage {
  frame: Frame;
  message: JsonObject;
}

/**
 * What the server has sent as JSON-RPC in the run so far. Left out is what only looks like it: HTTP bodies of anything
 * but a POST, error pages, SSE events that are not messages, and on HTTP+SSE the bodies of the POSTs.
 */
export const serverValues = rememberByFrames(({ tour, transport }: Run): readonly ServerValue[] =>
  valuesIn(tour.frames(), transport),
);

export const serverMessages = rememberByFrames((context: Run): readonly ServerMessage[] =>
  onlyObjects(serverValues(context)),
);

/** The same for any frames, for example those of one connection. */
export function messagesIn(frames: readonly Frame[], transport: TransportKind): ServerMessage[] {
  return onlyObjects(valuesIn(frames, transport));
}

function onlyObjects(values: readonly ServerValue[]): ServerMessage[] {
  return values.flatMap(({ frame, value }) => (isJsonObject(value) ? [{ frame, message: value }] : []));
}

/** A response is whatever has no method: one with neither result nor error is a broken response, not a notification. */
export function isResponse(message: JsonObject): boolean {
  return !('method' in message);
}

export function isNotification(message: JsonObject): boolean {
  return 'method' in message && !('id' in message);
}

export function isServerRequest(message: JsonObject): boolean {
  return 'method' in message && 'id' in message;
}

function valuesIn(frames: readonly Frame[], transport: TransportKind): ServerValue[] {
  const heads = new Map<string, { method?: string; status?: number }>();
  const values: ServerValue[] = [];
  for (const frame of frames) {
    const key = `${frame.connection} ${frame.stream}`;
    if (frame.kind === 'http-request') heads.set(key, { method: frame.http?.method });
    if (frame.kind === 'http-response') heads.set(key, { ...heads.get(key), status: frame.http?.status });
    if (frame.kind !== 'message' || frame.direction !== 'received' || frame.json === undefined) continue;
    const isEmptyBatch = Array.isArray(frame.json) && frame.json.length === 0;
    if (isEmptyBatch || !isProtocolTraffic(frame, transport, heads.get(key))) continue;
    for (const value of Array.isArray(frame.json) ? frame.json : [frame.json]) values.push({ frame, value });
  }
  return values;
}

function isProtocolTraffic(
  frame: Frame,
  transport: TransportKind,
  head: { method?: string; status?: number } | undefined,
): boolean {
  if (transport === 'stdio') return true;
  if (frame.sse !== undefined) return frame.sse.event === undefined || frame.sse.event === 'message';
  if (transport === 'http-sse' || head?.method !== 'POST') return false;
  // The body of an HTTP error may be anything; it counts when it says that it is JSON-RPC.
  return (head.status ?? 200) < 300 || (isJsonObject(frame.json) && 'jsonrpc' in frame.json);
}

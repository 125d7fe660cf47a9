import { type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Tour } from '../../check/check.ts';

export interface SentRequest {
  id: JsonValue;
  method: string;
  message: JsonObject;
  frame: Frame;
}

/** Every request we sent, by connection, in order; the members of a batch one by one. */
export type SentRequests = ReadonlyMap<number, readonly SentRequest[]>;

export function sentRequests(frames: readonly Frame[]): SentRequests {
  const requests = new Map<number, SentRequest[]>();
  for (const frame of frames) {
    if (frame.direction !== 'sent' || frame.kind !== 'message') continue;
    for (const message of Array.isArray(frame.json) ? frame.json : [frame.json]) {
      if (!isJsonObject(message) || typeof message.method !== 'string' || message.id === undefined) continue;
      const known = requests.get(frame.connection) ?? [];
      known.push({ id: message.id, method: message.method, message, frame });
      requests.set(frame.connection, known);
    }
  }
  return requests;
}

/** The newest request before a response that carries the same id, compared by JSON type and value. */
export function findRequest(requests: SentRequests, frame: Frame, response: JsonObject): SentRequest | undefined {
  return requests
    .get(frame.connection)
    ?.findLast((request) => request.frame.seq < frame.seq && request.id === response.id);
}

/** Gives the method a response answers. A batch holds several responses, so the frame alone does not tell. */
export function createMethodLookup(tour: Tour): (frame: Frame, message: JsonObject) => string | undefined {
  const requests = sentRequests(tour.frames());
  return (frame, message) => {
    if ('method' in message) return undefined;
    if (Array.isArray(frame.json)) return findRequest(requests, frame, message)?.method;
    return tour.requestOf(frame)?.method;
  };
}

import { type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { rememberByFrames } from './remember-by-frames.ts';
import { isNotification, serverMessages } from './server-messages.ts';

/** A request of ours and how it ended. */
export interface TrackedRequest {
  id: JsonValue;
  method: string;
  message: JsonObject;
  params: JsonObject;
  meta: JsonObject;
  frame: Frame;
  end?: { how: 'answered' | 'cancelled'; frame: Frame };
}

/** A notification of the server, and the requests it may belong to. */
export interface SeenNotification {
  frame: Frame;
  message: JsonObject;
  params: JsonObject;
  /** The request on whose own event stream it came; undefined on a channel that requests share. */
  readonly owner: TrackedRequest | undefined;
  /** All requests sent before it on its connection. */
  readonly earlier: readonly TrackedRequest[];
  /** Those it may belong to: its owner, else all that were neither answered nor cancelled before it came. */
  readonly candidates: readonly TrackedRequest[];
}

/** The notifications of one method in the run so far, on connections with ordinary traffic only. */
export function seenNotifications(context: CheckContext, method: string): SeenNotification[] {
  const { byConnection, byStream } = trackRequests(context);
  return serverMessages(context)
    .filter(({ frame, message }) => isNotification(message) && message.method === method && isOrdinary(context, frame))
    .map(({ frame, message }) => {
      const owner = byStream.get(streamKey(frame));
      const ofConnection = byConnection.get(frame.connection) ?? [];
      const isUnended = ({ end }: TrackedRequest) => end === undefined || end.frame.seq >= frame.seq;
      return {
        frame,
        message,
        params: isJsonObject(message.params) ? message.params : {},
        owner,
        get earlier() {
          return ofConnection.filter((request) => request.frame.seq < frame.seq);
        },
        get candidates() {
          return owner === undefined ? this.earlier.filter(isUnended) : [owner];
        },
      };
    });
}

/** The requests of a method in the run so far, on connections with ordinary traffic only. */
export function sentOrdinarily(context: CheckContext, method: string): TrackedRequest[] {
  const { byConnection } = trackRequests(context);
  return [...byConnection.values()]
    .flat()
    .filter((request) => request.method === method && isOrdinary(context, request.frame));
}

function isOrdinary(context: CheckContext, { connection }: Frame): boolean {
  return context.tour.isOrdinary(connection);
}

const trackRequests = rememberByFrames(({ tour, transport }: CheckContext) => {
  const byConnection = new Map<number, TrackedRequest[]>();
  const byStream = new Map<string, TrackedRequest>();
  const open = new Map<string, TrackedRequest>();
  const idKey = (frame: Frame, id: JsonValue | undefined) => `${frame.connection} ${JSON.stringify(id)}`;
  for (const frame of tour.frames()) {
    if (frame.kind !== 'message') continue;
    for (const message of Array.isArray(frame.json) ? frame.json : [frame.json]) {
      if (!isJsonObject(message)) continue;
      const params = isJsonObject(message.params) ? message.params : {};
      if (frame.direction === 'received') {
        if ('method' in message) continue;
        endRequest(open, idKey(frame, message.id), { how: 'answered', frame });
      } else if (message.method === 'notifications/cancelled') {
        endRequest(open, idKey(frame, params.requestId), { how: 'cancelled', frame });
      } else if (typeof message.method === 'string' && message.id !== undefined) {
        const meta = isJsonObject(params._meta) ? params._meta : {};
        const request: TrackedRequest = { id: message.id, method: message.method, message, params, meta, frame };
        open.set(idKey(frame, message.id), request);
        if (transport === 'streamable-http') byStream.set(streamKey(frame), request);
        const known = byConnection.get(frame.connection);
        if (known === undefined) byConnection.set(frame.connection, [request]);
        else known.push(request);
      }
    }
  }
  return { byConnection, byStream };
});

function endRequest(open: Map<string, TrackedRequest>, key: string, end: TrackedRequest['end']): void {
  const request = open.get(key);
  if (request === undefined || request.end !== undefined) return;
  request.end = end;
}

function streamKey({ connection, stream }: Frame): string {
  return `${connection} ${stream}`;
}

import { type Frame, isJsonObject, type JsonObject, type JsonValue, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { isChangeNotification, isProgressOf } from '../jsonrpc/notification-kinds.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { subscriptionIdKey } from '../lifecycle/modern-scope.ts';

/** What the client has asked for on one connection up to a frame. */
interface Asked {
  /** Unanswered requests by their id as JSON. */
  inFlight: Map<string, JsonObject>;
  subscriptions: Set<string>;
}

export const stdioNotificationScopeCheck: Check = {
  id: 'stdio-notification-scope',
  area: 'transport-stdio',
  title: 'Every notification belongs to a request in flight or to a subscription',
  level: 'MUST',
  revisions: modernRevisions,
  transports: ['stdio'],
  isolation: 'tour',
  spec: 'basic/transports/stdio#receiving-messages',
  fix: 'Send progress and log notifications only while their request runs, and changes only with the id of a subscription.',
  run(context) {
    const byConnection = Map.groupBy(context.tour.frames(), (frame) => frame.connection);
    let count = 0;
    for (const [connection, frames] of byConnection) {
      if (!context.tour.isOrdinary(connection)) continue;
      const asked: Asked = { inFlight: new Map(), subscriptions: new Set() };
      for (const frame of frames) {
        if (frame.kind !== 'message' || !isJsonObject(frame.json)) continue;
        if (frame.direction === 'sent') noteSent(asked, frame.json);
        else if (!('method' in frame.json)) asked.inFlight.delete(JSON.stringify(frame.json.id));
        else if (!('id' in frame.json)) {
          count++;
          const fault = faultOf(asked, frame.json);
          if (fault !== undefined) return context.violated(`${fault}: ${quoteFrame(frame)}`, before(frames, frame));
        }
      }
    }
    return context.passed(count === 0 ? 'no notification came unasked' : `all ${count} notifications were asked for`);
  },
};

function noteSent({ inFlight, subscriptions }: Asked, message: JsonObject): void {
  if (message.id === undefined) return;
  const id = JSON.stringify(message.id);
  inFlight.set(id, message);
  // It stays one after its end: what crosses with the cancellation is no fault of the server.
  if (message.method === 'subscriptions/listen') subscriptions.add(id);
}

function faultOf({ inFlight, subscriptions }: Asked, notification: JsonObject): string | undefined {
  const { method, params } = notification;
  const fields = isJsonObject(params) ? params : {};
  const subscription = isJsonObject(fields._meta) ? fields._meta[subscriptionIdKey] : undefined;
  if (subscription !== undefined) {
    return isIn(subscriptions, subscription)
      ? undefined
      : 'a notification for a subscription the client has not opened';
  }
  if (method === 'notifications/cancelled') {
    return isIn(subscriptions, fields.requestId) ? undefined : 'a cancellation that is not of a subscription';
  }
  if (method === 'notifications/progress') {
    const isAsked = [...inFlight.values()].some((request) => isProgressOf(request, notification));
    return isAsked ? undefined : 'a progress notification whose token is of no request in flight';
  }
  if (isChangeNotification(method)) {
    return 'a change notification without the id of a subscription';
  }
  return inFlight.size > 0 ? undefined : 'a notification while no request was in flight';
}

function isIn(ids: ReadonlySet<string>, id: JsonValue | undefined): boolean {
  return id !== undefined && ids.has(JSON.stringify(id));
}

/** The notification, and what was sent last before it. */
function before(frames: readonly Frame[], frame: Frame): Frame[] {
  const sent = frames.findLast(
    ({ seq, direction, kind }) => seq < frame.seq && direction === 'sent' && kind === 'message',
  );
  return sent === undefined ? [frame] : [sent, frame];
}

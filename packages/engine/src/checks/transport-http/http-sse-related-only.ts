import { eraOf, type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { isChangeNotification, isProgressOf } from '../jsonrpc/notification-kinds.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { isEventStream, ordinaryRequests, type RequestExchange } from './exchanges.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

export const httpSseRelatedOnlyCheck: Check = {
  id: 'http-sse-related-only',
  area: 'transport-http',
  title: 'Notifications on the stream of a request belong to that request',
  level: (revision) => (eraOf(revision) === 'modern' ? 'MUST' : 'SHOULD'),
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'tour',
  spec: 'basic/transports/streamable-http#receiving-messages',
  fix: 'Send on the stream of a request only its own progress and logs; changes go to the stream that was opened for them.',
  run(context) {
    const streams = ordinaryRequests(context).filter(
      (exchange) => isEventStream(exchange) && exchange.message.method !== 'subscriptions/listen',
    );
    if (streams.length === 0) return context.notApplicable('no request was answered with an event stream');
    let count = 0;
    for (const exchange of streams) {
      for (const { frame, notification } of notificationsOf(exchange)) {
        count++;
        const fault = faultOf(exchange, notification);
        if (fault === undefined) continue;
        const reason = `${fault} on the stream of ${exchange.message.method}: ${quoteFrame(frame)}`;
        return context.violated(reason, [exchange.sent, frame]);
      }
    }
    const found = count === 0 ? 'no notification' : `${count} notifications, all related,`;
    return context.passed(`${found} on the streams of ${streams.length} requests`);
  },
};

function notificationsOf({ received }: RequestExchange): { frame: Frame; notification: JsonObject }[] {
  return received.flatMap((frame) => {
    const members: JsonValue[] = Array.isArray(frame.json) ? frame.json : [frame.json ?? null];
    const notifications = members.filter(
      (one): one is JsonObject => isJsonObject(one) && 'method' in one && !('id' in one),
    );
    return notifications.map((notification) => ({ frame, notification }));
  });
}

/** Of a log message nobody can say whose it is, and what is not of the core protocol is not judged. */
function faultOf({ message }: RequestExchange, notification: JsonObject): string | undefined {
  if (notification.method === 'notifications/progress') {
    return isProgressOf(message, notification) ? undefined : 'progress of something else';
  }
  return isChangeNotification(notification.method) ? 'a change notification' : undefined;
}

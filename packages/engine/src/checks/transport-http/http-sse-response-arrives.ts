import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { isEventStream, ordinaryRequests, type RequestExchange, responseOf } from './exchanges.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

export const httpSseResponseArrivesCheck: Check = {
  id: 'http-sse-response-arrives',
  area: 'transport-http',
  title: 'The stream of a request brings its response before it ends',
  level: 'SHOULD',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'tour',
  spec: 'basic/transports/streamable-http#receiving-messages',
  fix: 'Send the response on the stream of its request, and end the stream only after it.',
  run(context) {
    const streams = ordinaryRequests(context).filter((exchange) => isEventStream(exchange) && !isLongLived(exchange));
    if (streams.length === 0) return context.notApplicable('no request was answered with an event stream');
    const settled = streams.filter((exchange) => responseOf(exchange) !== undefined || endedEmpty(exchange));
    return judgeEach(
      context,
      settled.map((exchange) => ({ exchange, frame: exchange.end ?? exchange.sent })),
      { subjects: 'finished event streams', sound: 'brought the response' },
      ({ exchange }) =>
        responseOf(exchange) === undefined
          ? `the stream for ${exchange.message.method} ended after ${exchange.received.length} events, none of them the response`
          : undefined,
    );
  },
};

/** A subscription ends when it ends. */
function isLongLived({ message }: RequestExchange): boolean {
  return message.method === 'subscriptions/listen';
}

/** Ended by the server, for good: a stream with event ids may lawfully be broken off and resumed. */
function endedEmpty({ end, received, stray }: RequestExchange): boolean {
  const resumable = [...received, ...stray].some(({ sse }) => sse?.id !== undefined);
  return end?.note === 'ended: complete' && !resumable;
}

import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { isEventStream, ordinaryRequests, responseOf } from './exchanges.ts';
import { sessionHttp } from './session-http.ts';

export const httpNoEarlyCloseCheck: Check = {
  ...sessionHttp,
  id: 'http-no-early-close',
  title: 'No stream is closed before its response was sent',
  level: 'SHOULD',
  // From 2025-11-25 on a server may let its clients come back.
  revisions: ['2025-03-26', '2025-06-18'],
  isolation: 'tour',
  spec: 'basic/transports#sending-messages-to-the-server',
  fix: 'Keep the event stream of a POST open until the response to each of its requests was sent.',
  run(context) {
    const streams = ordinaryRequests(context).filter(isEventStream);
    if (streams.length === 0) return context.notApplicable('no request was answered with an event stream');
    const ended = streams.filter((exchange) => exchange.end?.note === 'ended: complete' || responseOf(exchange));
    return judgeEach(
      context,
      ended.map((exchange) => ({ exchange, frame: exchange.end ?? exchange.sent })),
      { subjects: 'finished event streams', sound: 'brought the response first' },
      ({ exchange }) =>
        responseOf(exchange) === undefined
          ? `the stream for ${exchange.message.method} was closed after ${exchange.received.length} events without the response`
          : undefined,
    );
  },
};

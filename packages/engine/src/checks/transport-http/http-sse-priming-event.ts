import { type Frame, isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { type Exchange, exchangesIn, isEventStream } from './exchanges.ts';
import { sessionHttp } from './session-http.ts';

export const httpSsePrimingEventCheck: Check = {
  ...sessionHttp,
  id: 'http-sse-priming-event',
  title: 'A stream with event ids begins with an id and empty data',
  level: 'SHOULD',
  revisions: ['2025-11-25'],
  isolation: 'tour',
  spec: 'basic/transports#sending-messages-to-the-server',
  fix: 'Begin the stream of a POST with an event that has an id and empty data, so that the client can come back at any time.',
  run(context) {
    const streams = exchangesIn(context.tour.frames()).filter(
      (exchange) =>
        exchange.method === 'POST' &&
        context.tour.isOrdinary(exchange.connection) &&
        isEventStream(exchange) &&
        !asksForAnother(exchange) &&
        eventsOf(exchange).some(hasId),
    );
    if (streams.length === 0) return context.notApplicable('no event stream of a POST had event ids');
    const subjects = streams.flatMap((exchange) => {
      const [first] = eventsOf(exchange);
      return first === undefined ? [] : [{ frame: first }];
    });
    return judgeEach(
      context,
      subjects,
      { subjects: 'streams with event ids', sound: 'begin with an id and empty data' },
      ({ frame }) => (hasId(frame) && frame.raw.length === 0 ? undefined : `the first event is ${quoteFrame(frame)}`),
    );
  },
};

/** Only clients of this revision are known to take empty data: one that asks for another may be answered without. */
function asksForAnother({ message }: Exchange): boolean {
  if (message?.method !== 'initialize' || !isJsonObject(message.params)) return false;
  return message.params.protocolVersion !== '2025-11-25';
}

/** Events and blocks of fields without data, in order. */
function eventsOf({ received, stray }: Exchange): Frame[] {
  return [...received, ...stray.filter(({ sse }) => sse?.id !== undefined)].sort((left, right) => left.seq - right.seq);
}

function hasId({ sse }: Frame): boolean {
  return sse?.id !== undefined;
}

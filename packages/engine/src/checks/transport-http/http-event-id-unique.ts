import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { exchangesIn } from './exchanges.ts';
import { sessionHttp } from './session-http.ts';

export const httpEventIdUniqueCheck: Check = {
  ...sessionHttp,
  id: 'http-event-id-unique',
  title: 'No event id comes twice among the streams of a session',
  level: 'MUST',
  isolation: 'tour',
  spec: 'basic/transports#resumability-and-redelivery',
  fix: 'Make event ids unique over all streams of a session, for example the number of the stream and of the event in it.',
  run(context) {
    const frames = context.tour.frames();
    // What is sent again on request has its old id.
    const resumed = new Set(
      exchangesIn(frames)
        .filter(({ lastEventId }) => lastEventId !== undefined)
        .map(({ connection, stream }) => `${connection} ${stream}`),
    );
    const seen = new Map<string, (typeof frames)[number]>();
    for (const frame of frames) {
      const id = frame.sse?.id;
      if (id === undefined || id === '' || resumed.has(`${frame.connection} ${frame.stream}`)) continue;
      const earlier = seen.get(`${frame.connection} ${id}`);
      if (earlier !== undefined) {
        const reason = `the event id ${quoteJson(id)} came on ${earlier.stream} and again on ${frame.stream} of the same session`;
        return context.violated(reason, [earlier, frame]);
      }
      seen.set(`${frame.connection} ${id}`, frame);
    }
    if (seen.size === 0) return context.notApplicable('no event had an id');
    return context.passed(`${seen.size} events have ids, none of them twice in a session`);
  },
};

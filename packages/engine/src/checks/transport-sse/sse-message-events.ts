import type { Frame } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { looksLikeMessage } from '../jsonrpc/looks-like-message.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { httpSse } from './http-sse-scope.ts';
import { isEndpointEvent, sseStreams } from './sse-streams.ts';

export const sseMessageEventsCheck: Check = {
  ...httpSse,
  id: 'sse-message-events',
  title: 'Messages come as events of the type message, one JSON-RPC object each',
  level: 'MUST',
  isolation: 'tour',
  fix: 'Send each message as "event: message" with its JSON as the data; keep the stream alive with comment lines.',
  run(context) {
    const events = sseStreams(context).flatMap(({ received }) => received.filter((frame) => !isEndpointEvent(frame)));
    return judgeEach(
      context,
      events.map((frame) => ({ frame })),
      { subjects: 'events', sound: 'are messages' },
      ({ frame }) => faultOf(frame),
    );
  },
};

function faultOf(frame: Frame): string | undefined {
  const type = frame.sse?.event ?? 'message';
  if (looksLikeMessage(frame.json ?? null)) {
    return type === 'message' ? undefined : `a message came as an event of the type "${type}": ${quoteFrame(frame)}`;
  }
  // Another event is none of ours, unless it is meant to be a message.
  if (type !== 'message') return undefined;
  return `the data of a message event is not one JSON-RPC object: ${quoteFrame(frame)}`;
}

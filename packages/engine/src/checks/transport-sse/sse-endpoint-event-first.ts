import type { Frame } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { httpSse } from './http-sse-scope.ts';
import { isEndpointEvent, sseStreams, textOf } from './sse-streams.ts';

export const sseEndpointEventFirstCheck: Check = {
  ...httpSse,
  id: 'sse-endpoint-event-first',
  title: 'The first event of the stream is the endpoint, with a URI',
  level: 'MUST',
  isolation: 'tour',
  fix: 'Send "event: endpoint" with the URI to post to as the first event of every stream.',
  run(context) {
    const subjects = sseStreams(context).flatMap(({ received: [first] }) =>
      first === undefined ? [] : [{ frame: first }],
    );
    return judgeEach(context, subjects, { subjects: 'streams', sound: 'begin with the endpoint' }, ({ frame }) =>
      faultOf(frame),
    );
  },
};

function faultOf(first: Frame): string | undefined {
  if (!isEndpointEvent(first)) return `the first event is ${first.sse?.event ?? 'a message'}: ${quoteFrame(first)}`;
  const text = textOf(first);
  return text !== '' && URL.canParse(text, 'http://127.0.0.1/')
    ? undefined
    : `the endpoint is no URI: ${quoteFrame(first)}`;
}

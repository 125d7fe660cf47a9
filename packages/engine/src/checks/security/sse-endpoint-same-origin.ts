import type { Frame } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { exchangesIn } from '../transport-http/exchanges.ts';
import { httpSse } from '../transport-sse/http-sse-scope.ts';
import { isEndpointEvent, textOf } from '../transport-sse/sse-streams.ts';

export const sseEndpointSameOriginCheck: Check = {
  ...httpSse,
  id: 'sse-endpoint-same-origin',
  area: 'security',
  title: 'The endpoint is of the same origin as the stream',
  level: 'MUST',
  derived: 'duty',
  isolation: 'tour',
  fix: 'Name an endpoint of your own origin, best as a path: clients send their credentials there.',
  run(context) {
    const subjects = exchangesIn(context.tour.frames()).flatMap(({ received, url }) =>
      url === undefined ? [] : received.filter(isEndpointEvent).map((frame) => ({ frame, url })),
    );
    return judgeEach(context, subjects, { subjects: 'endpoints', sound: 'are of the same origin' }, faultOf);
  },
};

function faultOf({ frame, url }: { frame: Frame; url: string }): string | undefined {
  const endpoint = URL.parse(textOf(frame), url);
  if (endpoint === null || endpoint.origin === new URL(url).origin) return undefined;
  return `a stream of ${new URL(url).origin} names the endpoint ${quoteFrame(frame)}`;
}

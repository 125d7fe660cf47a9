import { isJsonObject, type JsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { headerOf, isEventStream, ordinaryRequests } from './exchanges.ts';
import { streamableHttpOnly } from './streamable-http-scope.ts';

export const httpSseAccelHeaderCheck: Check = {
  id: 'http-sse-accel-header',
  area: 'transport-http',
  title: 'Event streams ask proxies not to buffer them',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#receiving-messages',
  fix: 'Send the header X-Accel-Buffering: no with every text/event-stream answer.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    // A subscription is always an event stream; other requests are one only where the server likes.
    const changes = announcedChanges(session.capabilities);
    if (Object.keys(changes).length > 0) await (await session.listen(changes)).close();
    const heads = ordinaryRequests(context).flatMap((exchange) =>
      exchange.head !== undefined && isEventStream(exchange)
        ? [{ frame: exchange.head, method: exchange.message.method }]
        : [],
    );
    if (heads.length === 0) return context.notApplicable('no request was answered with an event stream');
    return judgeEach(
      context,
      heads,
      { subjects: 'event streams', sound: 'carry X-Accel-Buffering: no' },
      ({ frame, method }) => {
        const value = headerOf(frame, 'x-accel-buffering');
        if (value?.trim().toLowerCase() === 'no') return undefined;
        return `the stream for ${method} has ${value === undefined ? 'no X-Accel-Buffering header' : `X-Accel-Buffering: ${value}`}`;
      },
    );
  },
};

function announcedChanges(capabilities: JsonObject): JsonObject {
  const changes: JsonObject = {};
  for (const kind of ['tools', 'prompts', 'resources']) {
    const declared = capabilities[kind];
    if (isJsonObject(declared) && declared.listChanged === true) changes[`${kind}ListChanged`] = true;
  }
  return changes;
}

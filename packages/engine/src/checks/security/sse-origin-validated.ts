import type { Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { describeHead, openStandaloneStream } from '../transport-http/standalone-stream.ts';
import { httpSse } from '../transport-sse/http-sse-scope.ts';

const foreignOrigin = 'http://evil.example';

export const sseOriginValidatedCheck: Check = {
  ...httpSse,
  id: 'sse-origin-validated',
  area: 'security',
  title: 'A foreign Origin is refused on the stream and on the endpoint',
  level: 'MUST',
  isolation: 'session',
  spec: 'basic/transports#security-warning',
  fix: 'Check the Origin header of every GET and POST against the origins you allow, and answer others with 403.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const headers = { Origin: foreignOrigin };
    const stream = await openStandaloneStream(context, session, headers);
    stream.close();
    const post = await session.notify('notifications/initialized', undefined, { headers });
    const attempts = [
      { what: 'the GET of the stream', reply: stream.reply },
      { what: 'a POST to the endpoint', reply: post },
    ];
    const served = attempts.filter(({ reply }) => !isRefused(reply));
    const [first] = served;
    const told = (list: typeof attempts) =>
      list.map(({ what, reply }) => `${what} with "Origin: ${foreignOrigin}" got ${describeHead(reply)}`).join('; ');
    if (first === undefined) return context.passed(told(attempts), replyEvidence(stream.reply));
    return context.violated(`expected HTTP 403; ${told(served)}`, replyEvidence(first.reply));
  },
};

function isRefused({ status = 0, outcome }: Reply): boolean {
  return status >= 400 || outcome === 'failed';
}

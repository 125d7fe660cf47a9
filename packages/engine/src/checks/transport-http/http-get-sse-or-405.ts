import type { Check } from '../../check/check.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { sessionHttp } from './session-http.ts';
import { describeHead, openStandaloneStream } from './standalone-stream.ts';

export const httpGetSseOr405Check: Check = {
  ...sessionHttp,
  id: 'http-get-sse-or-405',
  title: 'GET gives an event stream or 405',
  level: 'MUST',
  spec: 'basic/transports#listening-for-messages-from-the-server',
  fix: 'Answer GET on the MCP endpoint with an event stream, or with 405 Method Not Allowed if you offer none.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const stream = await openStandaloneStream(context, session);
    stream.close();
    const { reply } = stream;
    const told = `GET with Accept: text/event-stream got ${describeHead(reply)}`;
    if (stream.isOpen || reply.status === 405) return context.passed(told, replyEvidence(reply));
    if (reply.status === undefined)
      return context.warned(`expected an event stream or 405; ${told}`, replyEvidence(reply));
    return context.violated(`expected an event stream or 405; ${told}`, replyEvidence(reply));
  },
};

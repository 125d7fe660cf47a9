import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noSessions, sessionHttp } from './session-http.ts';
import { describeHead } from './standalone-stream.ts';

export const httpSessionTerminated404Check: Check = {
  ...sessionHttp,
  id: 'http-session-terminated-404',
  title: 'A session that was ended is answered with 404',
  level: 'MUST',
  spec: 'basic/transports#session-management',
  fix: 'Answer requests with the id of a session that has ended with 404 Not Found: it tells the client to begin a new one.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    if (session.sessionId === undefined) return noSessions(context);
    const ended = await session.fetch({ method: 'DELETE' });
    if (ended.status === undefined || ended.status >= 300) {
      return context.notApplicable(`clients cannot end sessions here: DELETE got ${describeHead(ended)}`);
    }
    const reply = await session.request('ping');
    const told = `a ping in the session that was ended got ${describeReply(reply)}`;
    return reply.status === 404
      ? context.passed(told, replyEvidence(ended, reply))
      : context.violated(`expected HTTP 404; ${told}`, replyEvidence(ended, reply));
  },
};

import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noSessions, sessionHttp } from './session-http.ts';

export const httpSessionMissing400Check: Check = {
  ...sessionHttp,
  id: 'http-session-missing-400',
  title: 'A request without the session id gets 400',
  level: 'SHOULD',
  spec: 'basic/transports#session-management',
  fix: 'Answer a request other than initialize that lacks Mcp-Session-Id with 400 Bad Request.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    if (session.sessionId === undefined) return noSessions(context);
    const reply = await session.request('ping', undefined, { headers: { 'Mcp-Session-Id': null } });
    const told = `a ping without Mcp-Session-Id got ${describeReply(reply)}`;
    if (reply.status === 400) return context.passed(told, replyEvidence(reply));
    // The rule is for servers that need the id.
    if (reply.result !== undefined) return context.notApplicable(`the server does not need its session ids: ${told}`);
    return context.violated(`expected HTTP 400; ${told}`, replyEvidence(reply));
  },
};

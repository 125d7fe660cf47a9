import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noSessions, sessionHttp } from './session-http.ts';

export const httpSessionUnknownCheck: Check = {
  ...sessionHttp,
  id: 'http-session-unknown',
  title: 'A session id that was never handed out is not served',
  level: 'MUST',
  derived: 'duty',
  spec: 'basic/transports#session-management',
  fix: 'Serve only the session ids you handed out; answer others with 404 Not Found.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const { sessionId } = session;
    if (sessionId === undefined) return noSessions(context);
    const madeUp = inventLike(sessionId, context.random);
    const reply = await session.request('ping', undefined, { headers: { 'Mcp-Session-Id': madeUp } });
    const told = `a ping with a made-up session id got ${describeReply(reply)}`;
    const evidence = replyEvidence(reply);
    if (reply.status === 404) return context.passed(told, evidence);
    if (reply.result !== undefined) return context.violated(`expected HTTP 404; ${told}`, evidence);
    return context.warned(`expected HTTP 404; ${told}`, evidence);
  },
};

/** Of the same form, so that it is not refused for its form. */
function inventLike(id: string, random: () => number): string {
  const hex = '0123456789abcdef';
  return id.replace(/[0-9a-f]/g, () => hex[Math.floor(random() * hex.length)] ?? '0');
}

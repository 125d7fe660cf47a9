import type { Check } from '../../check/check.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noSessions, sessionHttp } from './session-http.ts';
import { describeHead } from './standalone-stream.ts';

export const httpSessionDeleteCheck: Check = {
  ...sessionHttp,
  id: 'http-session-delete',
  title: 'DELETE ends a session, or gets 405',
  level: 'MAY',
  spec: 'basic/transports#session-management',
  fix: 'Answer DELETE with the session id with a 2xx status when the session was ended, and with 405 if clients may not end sessions.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    if (session.sessionId === undefined) return noSessions(context);
    const reply = await session.fetch({ method: 'DELETE' });
    const { status = 0 } = reply;
    const told = `DELETE got ${describeHead(reply)}`;
    const isKnown = (status >= 200 && status < 300) || status === 405;
    return isKnown
      ? context.passed(told, replyEvidence(reply))
      : context.warned(`expected a 2xx status or 405; ${told}`, replyEvidence(reply));
  },
};

import type { Check } from '../../check/check.ts';
import { authTransports } from '../auth/auth-scope.ts';
import { judgeRefusals } from '../auth/judge-refusals.ts';
import { requireRefusal } from '../auth/protection.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { openReady } from '../jsonrpc/ready-session.ts';

export const httpSessionNotAuthCheck: Check = {
  id: 'http-session-not-auth',
  area: 'security',
  title: 'The id of a session alone opens nothing',
  level: 'MUST',
  revisions: ['2025-06-18', '2025-11-25'],
  transports: authTransports,
  isolation: 'session',
  spec: 'docs: tutorials/security/security_best_practices#session-hijacking',
  fix: 'Check the token of every request, also of one that names a session: a session id is no credential.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const session = await openReady(context);
    if ('verdict' in session) return session;
    if (session.sessionId === undefined) return context.notApplicable('the server has no sessions');
    const lists = declaredLists(session.capabilities).map(({ method }) => method);
    const attempts = await Promise.all(
      [harmlessMethod(context.revision), ...lists].map(async (method) => ({
        what: `${method} with a session id and no token`,
        reply: await session.request(method, undefined, { headers: { Authorization: null } }),
      })),
    );
    return judgeRefusals(context, attempts, [401]);
  },
};

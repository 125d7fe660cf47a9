import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { presentCredentials } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence, isServed } from './http-evidence.ts';
import { judgeRefusals } from './judge-refusals.ts';
import { requireRefusal } from './protection.ts';
import { requireOwnToken } from './require-token.ts';

export const authQueryTokenRefusedCheck: Check = {
  id: 'auth-query-token-refused',
  area: 'auth',
  title: 'A token in the query string is not taken',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#token-requirements',
  fix: 'Read access tokens from the Authorization header only: URLs end up in logs and histories.',
  async run(context) {
    const token = await requireOwnToken(context);
    if (typeof token !== 'string') return token;
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const query = `access_token=${encodeURIComponent(token)}`;
    const address = context.target.kind === 'http' ? context.target.url : '';
    const url = `${address}${address.includes('?') ? '&' : '?'}${query}`;
    const reply = await presentCredentials(context, null, { url });
    if (!isServed(reply))
      return judgeRefusals(context, [{ what: 'the good token as access_token in the query', reply }], [401, 400, 403]);
    return context.violated('the server takes the token from the query string', httpEvidence(context, reply));
  },
};

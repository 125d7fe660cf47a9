import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { bearerChallenge, scopesOf } from './challenge.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireRefusal } from './protection.ts';

export const authChallengeScopeCheck: Check = {
  id: 'auth-challenge-scope',
  area: 'auth',
  title: 'The challenge says which scope to ask for',
  level: 'SHOULD',
  revisions: revisionsSince('2025-11-25'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#scope-selection-strategy',
  fix: 'Add scope="…" to the Bearer challenge, naming what this request needs.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const challenge = bearerChallenge(refusal);
    const evidence = httpEvidence(context, refusal);
    if (challenge === undefined)
      return context.untestable('the 401 has no Bearer challenge, see auth-www-authenticate');
    const scopes = scopesOf(challenge);
    if (scopes.length > 0) return context.passed(`the challenge asks for ${quoteJson(scopes.join(' '))}`, evidence);
    return context.violated('the Bearer challenge of the 401 has no scope', evidence);
  },
};

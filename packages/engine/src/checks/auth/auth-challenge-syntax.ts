import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { bearerChallenge, challengeHeaders } from './challenge.ts';
import { httpEvidence } from './http-evidence.ts';
import { isHttpUrl } from './metadata.ts';
import { parseChallenges } from './parse-challenges.ts';
import { requireRefusal } from './protection.ts';

export const authChallengeSyntaxCheck: Check = {
  id: 'auth-challenge-syntax',
  area: 'auth',
  title: 'The challenge is well-formed',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/authorization-server-discovery',
  fix: 'Write challenges as RFC 9110 section 11.6.1 says: parameters separated by commas, URLs in quotes, resource_metadata an absolute URL.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const headers = challengeHeaders(refusal);
    const evidence = httpEvidence(context, refusal);
    if (headers.length === 0) return context.untestable('the 401 has no WWW-Authenticate, see auth-www-authenticate');
    for (const header of headers) {
      const parsed = parseChallenges(header);
      if (typeof parsed === 'string') return context.violated(`${parsed} in ${quoteJson(header)}`, evidence);
    }
    const address = bearerChallenge(refusal)?.parameters.get('resource_metadata');
    if (address !== undefined && !isHttpUrl(address)) {
      return context.violated(`resource_metadata is no absolute URL: ${quoteJson(address)}`, evidence);
    }
    return context.passed(`${headers.map((header) => quoteJson(header)).join(', ')} can be read`, evidence);
  },
};

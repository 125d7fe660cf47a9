import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { actAs } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { bearerChallenge, challengeHeaders, scopesOf } from './challenge.ts';
import { httpEvidence } from './http-evidence.ts';
import { isHttpUrl } from './metadata.ts';
import { requireProbeToken } from './require-token.ts';

export const authInsufficientScopeCheck: Check = {
  id: 'auth-insufficient-scope',
  area: 'auth',
  title: 'A token without the scope is told so with 403 and what to ask for',
  level: 'SHOULD',
  revisions: revisionsSince('2025-11-25'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#scope-challenge-handling',
  fix: 'Answer 403 with WWW-Authenticate: Bearer error="insufficient_scope", scope="…" and resource_metadata="…".',
  async run(context) {
    const token = await requireProbeToken(context, 'lowScope');
    if (typeof token !== 'string') return token;
    const call = context.call('privileged');
    if (call === undefined) return context.needsCall('privileged');
    const actor = await actAs(context, `Bearer ${token}`);
    const reply = await actor.call(call);
    await actor.leave();
    const evidence = httpEvidence(context, reply);
    if (reply.status !== 403) {
      return context.violated(
        `expected HTTP 403 for the call without its scope; it got ${describeReply(reply)}`,
        evidence,
      );
    }
    const challenge = bearerChallenge(reply);
    const faults = [
      ...(challenge?.parameters.get('error') === 'insufficient_scope' ? [] : ['error="insufficient_scope"']),
      ...(scopesOf(challenge).length > 0 ? [] : ['scope']),
      ...(isHttpUrl(challenge?.parameters.get('resource_metadata')) ? [] : ['resource_metadata']),
    ];
    if (faults.length === 0) return context.passed(`403, scope ${quoteJson(scopesOf(challenge).join(' '))}`, evidence);
    const header =
      challengeHeaders(reply)
        .map((value) => quoteJson(value))
        .join(', ') || 'no WWW-Authenticate';
    return context.violated(`the 403 lacks ${faults.join(', ')}; it has ${header}`, evidence);
  },
};

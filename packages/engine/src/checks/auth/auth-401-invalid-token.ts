import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { presentCredentials } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { judgeRefusals } from './judge-refusals.ts';
import { requireRefusal } from './protection.ts';
import { unsignedToken } from './unsigned-token.ts';

export const auth401InvalidTokenCheck: Check = {
  id: 'auth-401-invalid-token',
  area: 'auth',
  title: 'Tokens that are made up, unsigned or expired are refused with 401',
  level: 'MUST',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#token-handling',
  fix: 'Verify signature, algorithm and expiry of every token, and answer HTTP 401 with error="invalid_token" where one does not hold.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const { expired } = context.inputs.tokens;
    const resource = context.target.kind === 'http' ? context.target.url : '';
    const tokens: [what: string, token: string][] = [
      ['a random token', `mcp-lab-${Math.floor(context.random() * 1e9)}`],
      ['something like a JWT', 'eyJhbGciOiJSUzI1NiJ9.bm90LWpzb24.c2lnbmF0dXJl'],
      ['an unsigned JWT (alg none)', unsignedToken(resource)],
      ...(expired === undefined ? [] : [['an expired token', expired] as [string, string]]),
    ];
    const attempts = await Promise.all(
      tokens.map(async ([what, token]) => ({ what, reply: await presentCredentials(context, `Bearer ${token}`) })),
    );
    return judgeRefusals(context, attempts, [401]);
  },
};

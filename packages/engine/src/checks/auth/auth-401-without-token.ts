import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { findProtection } from './protection.ts';

export const auth401WithoutTokenCheck: Check = {
  id: 'auth-401-without-token',
  area: 'auth',
  title: 'A request without a token is refused with 401',
  level: 'MUST',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#error-handling',
  fix: 'Answer every request that has no valid token with HTTP 401, before anything of it is carried out.',
  async run(context) {
    const protection = await findProtection(context);
    if ('verdict' in protection) return protection;
    const { refusal, attempts } = protection;
    const told = attempts.map(({ what, reply }) => `${what} got ${describeReply(reply)}`).join('; ');
    const evidence = httpEvidence(context, ...attempts.map(({ reply }) => reply));
    if (refusal === undefined) {
      return context.violated(`a token was given for this server, but without it nothing gets 401: ${told}`, evidence);
    }
    if (refusal.result !== undefined) return context.violated(`the 401 carries a result: ${told}`, evidence);
    return context.passed(`without token ${told}`, evidence);
  },
};

import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { actAs } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { bearerChallenge, scopesOf } from './challenge.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireProbeToken } from './require-token.ts';

export const authScopesInOneGoCheck: Check = {
  id: 'auth-scopes-in-one-go',
  area: 'auth',
  title: 'The scopes that were asked for are all that is needed',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#scope-challenge-handling',
  fix: 'Name in one challenge all scopes the request needs, not one after the other.',
  async run(context) {
    const token = await requireProbeToken(context, 'challenged');
    if (typeof token !== 'string') return token;
    const call = context.call('privileged');
    if (call === undefined) return context.needsCall('privileged');
    const actor = await actAs(context, `Bearer ${token}`);
    const reply = await actor.call(call);
    await actor.leave();
    const evidence = httpEvidence(context, reply);
    if (reply.status === 403) {
      const more = scopesOf(bearerChallenge(reply)).join(' ');
      return context.violated(
        `with the scopes of the first challenge the call is refused again, for ${quoteJson(more)}`,
        evidence,
      );
    }
    if (reply.status === 401) return context.untestable(`the token is not accepted: ${describeReply(reply)}`);
    return context.passed('the call is served with the scopes of one challenge', evidence);
  },
};

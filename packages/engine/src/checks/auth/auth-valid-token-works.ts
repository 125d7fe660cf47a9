import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { actAs } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireOwnToken } from './require-token.ts';

export const authValidTokenWorksCheck: Check = {
  id: 'auth-valid-token-works',
  area: 'auth',
  title: 'A good token is accepted for everything an ordinary client does',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#token-requirements',
  fix: 'Accept the same token for opening, lists and calls; where a call needs more, answer 403 with insufficient_scope.',
  async run(context) {
    const token = await requireOwnToken(context);
    if (typeof token !== 'string') return token;
    const actor = await actAs(context, `Bearer ${token}`);
    const attempts = [{ what: 'the opening', reply: actor.opening }];
    for (const { method } of declaredLists(context.tour.capabilities)) {
      attempts.push({ what: method, reply: await actor.request(method) });
    }
    const [tool] = context.callable;
    if (tool !== undefined)
      attempts.push({ what: `tools/call of ${quoteJson(tool.name)}`, reply: await actor.call(tool) });
    await actor.leave();
    const refused = attempts.filter(({ reply }) => reply.status === 401 || reply.status === 403);
    const [first] = refused;
    if (first !== undefined) {
      const reason = `the good token is refused: ${refused.map(({ what, reply }) => `${what} got ${describeReply(reply)}`).join('; ')}`;
      return context.violated(reason, httpEvidence(context, first.reply));
    }
    return context.passed(`the token is accepted for ${attempts.map(({ what }) => what).join(', ')}`);
  },
};

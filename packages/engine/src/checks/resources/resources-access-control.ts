import { isJsonObject, type Reply, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { actAs } from '../auth/actor.ts';
import { authTransports } from '../auth/auth-scope.ts';
import { findProtection } from '../auth/protection.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const resourcesAccessControlCheck: Check = {
  id: 'resources-access-control',
  area: 'resources',
  title: 'A private resource is read by its owner only',
  level: 'SHOULD',
  revisions: revisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'server/resources#security-considerations',
  fix: 'Check with every resources/read whether the holder of the token may see that resource.',
  async run(context) {
    const protection = await findProtection(context);
    if ('verdict' in protection) return protection;
    const uri = context.inputs.privateResource;
    if (uri === undefined) {
      return context.untestable('no private resource is known: name one in the suite file, as privateResource');
    }
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const own = await session.request('resources/read', { uri });
    if (!hasContents(own))
      return context.untestable(`the run's own token cannot read it either: ${describeReply(own)}`);
    const nobody = await session.request('resources/read', { uri }, { headers: { Authorization: null } });
    const { secondUser } = context.inputs.tokens;
    const actor = secondUser === undefined ? undefined : await actAs(context, `Bearer ${secondUser}`);
    const other = await actor?.request('resources/read', { uri });
    await actor?.leave();
    for (const [who, reply] of [['no token', nobody] as const, ['the token of another user', other] as const]) {
      if (reply === undefined || !hasContents(reply)) continue;
      return context.violated(
        `with ${who} ${quoteJson(uri)} was read: ${describeReply(reply)}`,
        replyEvidence(own, reply),
      );
    }
    if (other === undefined) {
      return context.untestable('without token it is refused; to try another user give a token, as tokens.secondUser');
    }
    return context.passed(
      `refused without token, and to another user: ${describeReply(other)}`,
      replyEvidence(own, other),
    );
  },
};

function hasContents({ result }: Reply): boolean {
  return isJsonObject(result) && Array.isArray(result.contents) && result.contents.length > 0;
}

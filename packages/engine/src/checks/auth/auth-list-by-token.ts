import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { describeDifference, type PublishedSurface, readPublishedSurface } from '../lifecycle/published-surface.ts';
import { actAs } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { requireOwnToken } from './require-token.ts';

export const authListByTokenCheck: Check = {
  id: 'auth-list-by-token',
  area: 'auth',
  title: 'With one token the lists are the same on every connection',
  level: 'MAY',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'server/tools#capabilities',
  fix: 'Let lists depend on the token at most, never on the connection.',
  async run(context) {
    const token = await requireOwnToken(context);
    if (typeof token !== 'string') return token;
    const [first, second] = [await openReady(context), await openReady(context)];
    if ('verdict' in first) return first;
    if ('verdict' in second) return second;
    const [one, other] = [await readPublishedSurface(first), await readPublishedSurface(second)];
    if (one.fingerprint !== other.fingerprint) {
      const again = await readPublishedSurface(first);
      if (again.fingerprint !== one.fingerprint)
        return context.untestable('the lists change from one reading to the next');
      const difference = describeDifference(one.surface, other.surface);
      return context.violated(`two connections with one token list different things; ${difference}`);
    }
    const { secondUser } = context.inputs.tokens;
    if (secondUser === undefined) return context.passed('two connections with one token list the same');
    return context.passed(
      `two connections with one token list the same; ${await compareUsers(context, one, secondUser)}`,
    );
  },
};

async function compareUsers(context: CheckContext, own: PublishedSurface, token: string): Promise<string> {
  const actor = await actAs(context, `Bearer ${token}`);
  const counts = await Promise.all(
    declaredLists(context.tour.capabilities).map(async ({ method, member }) => {
      const { result } = await actor.request(method);
      const entries = isJsonObject(result) && Array.isArray(result[member]) ? result[member].length : 0;
      return `${entries} on the first page of ${method}`;
    }),
  );
  await actor.leave();
  const { tools, resources, prompts } = own.surface;
  return `the second user is offered ${counts.join(', ')}; the first has ${tools.length} tools, ${resources.length} resources, ${prompts.length} prompts`;
}

import { isJsonObject, type JsonObject, modernRevisions, type Reply } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { actAs } from '../auth/actor.ts';
import { authTransports } from '../auth/auth-scope.ts';
import { requireProbeToken } from '../auth/require-token.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

const maxReads = 5;

export const cachePublicNotPersonalCheck: Check = {
  id: 'cache-public-not-personal',
  area: 'caching',
  title: 'What is marked public is the same for everybody',
  level: 'MUST',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'server/utilities/caching#security-considerations',
  fix: 'Mark results as public only where they do not depend on who asks; all others are private.',
  async run(context) {
    const token = await requireProbeToken(context, 'secondUser');
    if (typeof token !== 'string') return token;
    const requests = requestsOf(context);
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const actor = await actAs(context, `Bearer ${token}`);
    const pairs = await Promise.all(
      requests.map(async ({ what, method, params }) => {
        const [own, other] = await Promise.all([session.request(method, params), actor.request(method, params)]);
        return { what, method, params, own, other };
      }),
    );
    const shared = pairs.filter(({ own }) => isJsonObject(own.result) && own.result.cacheScope === 'public');
    for (const { what, method, params, own, other } of shared) {
      if (canonical(own) === canonical(other)) continue;
      // What changes in time is not personal: only a difference that stays between the same two is.
      const again = await session.request(method, params);
      if (canonical(again) !== canonical(own)) continue;
      await actor.leave();
      const reason = `${what} is marked public, and differs between two users`;
      return context.violated(reason, replyEvidence(own, other));
    }
    await actor.leave();
    if (shared.length === 0) return context.passed('nothing is marked public');
    return context.passed(`public and the same for two users: ${shared.map(({ what }) => what).join(', ')}`);
  },
};

interface Cacheable {
  what: string;
  method: string;
  params?: JsonObject;
}

function requestsOf(context: CheckContext): Cacheable[] {
  const lists: Cacheable[] = declaredLists(context.tour.capabilities).map(({ method }) => ({ what: method, method }));
  const uris = context.tour.resources.map(({ uri }) => uri).filter((uri) => typeof uri === 'string');
  const reads = uris
    .slice(0, maxReads)
    .map((uri) => ({ what: `reading ${uri}`, method: 'resources/read', params: { uri } }));
  return [{ what: 'server/discover', method: 'server/discover' }, ...lists, ...reads];
}

/** The result without what says how long it may be kept. */
function canonical({ result, error }: Reply): string {
  if (!isJsonObject(result)) return JSON.stringify(error?.code ?? null);
  const { ttlMs: _ttl, cacheScope: _scope, _meta, ...content } = result;
  return JSON.stringify(content);
}

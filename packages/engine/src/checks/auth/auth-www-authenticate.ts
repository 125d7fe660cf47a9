import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { bearerChallenge, challengeHeaders } from './challenge.ts';
import { httpEvidence } from './http-evidence.ts';
import { readResourceMetadata } from './metadata.ts';
import { requireRefusal } from './protection.ts';

export const authWwwAuthenticateCheck: Check = {
  id: 'auth-www-authenticate',
  area: 'auth',
  title: 'The 401 tells where the metadata of the resource is',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/authorization-server-discovery#protected-resource-metadata-discovery-requirements',
  fix: 'Add "WWW-Authenticate: Bearer resource_metadata="<URL>"" to every 401; since 2025-11-25 the well-known document alone will also do.',
  async run(context) {
    const metadata = await readResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const challenge = bearerChallenge(refusal);
    const address = challenge?.parameters.get('resource_metadata');
    const evidence = httpEvidence(context, refusal);
    if (address !== undefined) return context.passed(`the 401 names ${quoteJson(address)}`, evidence);
    const header =
      challengeHeaders(refusal)
        .map((value) => quoteJson(value))
        .join(', ') || 'no such header';
    const isElsewhere = metadata.wellKnown.some(({ document }) => document !== undefined);
    if (isElsewhere && context.revision >= '2025-11-25') {
      return context.passed(
        `the document is at a well-known place; the WWW-Authenticate of the 401: ${header}`,
        evidence,
      );
    }
    return context.violated(
      `expected WWW-Authenticate: Bearer with resource_metadata on the 401; there is ${header}`,
      evidence,
    );
  },
};

import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { describeFetched, type Fetched, readResourceMetadata } from './metadata.ts';

export const authPrmReachableCheck: Check = {
  id: 'auth-prm-reachable',
  area: 'auth',
  title: 'The metadata of the protected resource can be found',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/authorization-server-discovery#authorization-server-location',
  fix: 'Serve the document of RFC 9728 as JSON with status 200 at the URL the challenge names, or at /.well-known/oauth-protected-resource followed by the path of the server.',
  async run(context) {
    const metadata = await readResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const tried = [metadata.named, ...metadata.wellKnown].filter((fetched) => fetched !== undefined);
    const evidence = httpEvidence(context, ...tried.map(({ reply }) => reply));
    const { named, found } = metadata;
    if (named !== undefined && named.document === undefined && !isUnauthorized(named)) {
      return context.violated(
        `the challenge names a document that is not there: ${describeFetched([named])}`,
        evidence,
      );
    }
    if (found !== undefined) return context.passed(`found at ${found.url}`, httpEvidence(context, found.reply));
    if (tried.some(isUnauthorized)) {
      return context.passed('there is one, though not for everybody, see auth-prm-public', evidence);
    }
    return context.violated(`no document was found: ${describeFetched(tried)}`, evidence);
  },
};

function isUnauthorized({ reply }: Fetched): boolean {
  return reply.status === 401 || reply.status === 403;
}

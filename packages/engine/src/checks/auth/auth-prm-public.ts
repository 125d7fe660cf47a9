import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { describeFetched, readResourceMetadata } from './metadata.ts';

export const authPrmPublicCheck: Check = {
  id: 'auth-prm-public',
  area: 'auth',
  title: 'The metadata of the protected resource can be read without a token',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/authorization-server-discovery',
  fix: 'Exempt the paths below /.well-known from authorization: who has no token yet must be able to read them.',
  async run(context) {
    const metadata = await readResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const tried = [metadata.named, ...metadata.wellKnown].filter((fetched) => fetched !== undefined);
    const locked = tried.filter(({ reply }) => reply.status === 401 || reply.status === 403);
    if (metadata.found !== undefined) {
      return context.passed(
        `${metadata.found.url} is readable by everybody`,
        httpEvidence(context, metadata.found.reply),
      );
    }
    if (locked.length === 0) return context.untestable('there is no such document, see auth-prm-reachable');
    const evidence = httpEvidence(context, ...locked.map(({ reply }) => reply));
    return context.violated(`without a token the document is refused: ${describeFetched(locked)}`, evidence);
  },
};

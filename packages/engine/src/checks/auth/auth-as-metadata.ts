import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { describeFetched, readIssuerMetadata } from './metadata.ts';

export const authAsMetadataCheck: Check = {
  id: 'auth-as-metadata',
  area: 'auth',
  title: 'The authorization server publishes its metadata',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/authorization-server-discovery#authorization-server-metadata-discovery',
  fix: 'Serve the document of RFC 8414 or of OpenID Connect Discovery at one of the well-known places of the issuer.',
  async run(context) {
    const metadata = await readIssuerMetadata(context);
    if ('verdict' in metadata) return metadata;
    const { found, tried, issuer } = metadata;
    if (found !== undefined) return context.passed(`found at ${found.url}`, httpEvidence(context, found.reply));
    const evidence = httpEvidence(context, ...tried.map(({ reply }) => reply));
    if (tried.every(({ reply }) => reply.status === undefined)) {
      return context.untestable(`${issuer} could not be asked: ${describeFetched(tried)}`);
    }
    return context.violated(`${issuer} has no metadata: ${describeFetched(tried)}`, evidence);
  },
};

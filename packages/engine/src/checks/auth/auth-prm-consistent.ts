import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { readResourceMetadata } from './metadata.ts';

export const authPrmConsistentCheck: Check = {
  id: 'auth-prm-consistent',
  area: 'auth',
  title: 'The document the challenge names and the well-known one agree',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-11-25'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/authorization-server-discovery',
  fix: 'Let the URL of resource_metadata and the well-known path serve the same document.',
  async run(context) {
    const metadata = await readResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const { named } = metadata;
    const wellKnown = metadata.wellKnown.find(({ document }) => document !== undefined);
    if (named?.document === undefined || wellKnown?.document === undefined) {
      const where = named?.document === undefined ? 'the challenge names no document' : 'no well-known place has one';
      return context.passed(`${where}, so there is but one`, httpEvidence(context, named?.reply, wellKnown?.reply));
    }
    const evidence = httpEvidence(context, named.reply, wellKnown.reply);
    for (const member of ['resource', 'authorization_servers', 'scopes_supported']) {
      const [one, other] = [quoteJson(named.document[member]), quoteJson(wellKnown.document[member])];
      if (one !== other) {
        return context.violated(`${member} is ${one} at ${named.url} and ${other} at ${wellKnown.url}`, evidence);
      }
    }
    return context.passed(`${named.url} and ${wellKnown.url} say the same`, evidence);
  },
};

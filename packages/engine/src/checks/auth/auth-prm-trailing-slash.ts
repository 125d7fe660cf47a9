import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireResourceMetadata } from './metadata.ts';

export const authPrmTrailingSlashCheck: Check = {
  id: 'auth-prm-trailing-slash',
  area: 'auth',
  title: 'The identifier of the resource has no needless slash at its end',
  level: 'SHOULD',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#canonical-server-uri',
  fix: 'Leave the trailing slash of resource out, unless the server really differs by it.',
  async run(context) {
    const metadata = await requireResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const { resource } = metadata.document;
    const evidence = httpEvidence(context, metadata.reply);
    if (typeof resource !== 'string')
      return context.untestable('the document has no resource, see auth-prm-resource-match');
    const address = context.target.kind === 'http' ? context.target.url : '';
    if (!resource.endsWith('/') || resource === address)
      return context.passed(`resource is ${quoteJson(resource)}`, evidence);
    return context.violated(`resource ends with a slash: ${quoteJson(resource)}`, evidence);
  },
};

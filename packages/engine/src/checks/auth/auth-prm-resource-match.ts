import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireResourceMetadata } from './metadata.ts';

export const authPrmResourceMatchCheck: Check = {
  id: 'auth-prm-resource-match',
  area: 'auth',
  title: 'The metadata is about this very server',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#canonical-server-uri',
  fix: 'Give as resource the URL clients use for this server, or a prefix of it: same scheme, host and port, no fragment.',
  async run(context) {
    const metadata = await requireResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const { resource } = metadata.document;
    const evidence = httpEvidence(context, metadata.reply);
    const address = context.target.kind === 'http' ? context.target.url : '';
    if (typeof resource === 'string' && isSameOrPrefix(resource, address)) {
      return context.passed(`resource is ${quoteJson(resource)}`, evidence);
    }
    return context.violated(`resource is ${quoteJson(resource)}, expected ${address} or a prefix of it`, evidence);
  },
};

function isSameOrPrefix(resource: string, address: string): boolean {
  const named = URL.parse(resource);
  const own = URL.parse(address);
  if (named === null || own === null || resource.includes('#') || named.origin !== own.origin) return false;
  const path = named.pathname.replace(/\/$/, '');
  return own.pathname === path || own.pathname.startsWith(`${path}/`);
}

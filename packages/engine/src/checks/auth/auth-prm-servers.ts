import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { isSecureUrl } from './is-loopback.ts';
import { requireResourceMetadata } from './metadata.ts';

export const authPrmServersCheck: Check = {
  id: 'auth-prm-servers',
  area: 'auth',
  title: 'The metadata names the authorization server by an https URL',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/authorization-server-discovery#authorization-server-location',
  fix: 'List in authorization_servers the issuer identifier of at least one authorization server, as an absolute https URL.',
  async run(context) {
    const metadata = await requireResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const { authorization_servers: servers } = metadata.document;
    const evidence = httpEvidence(context, metadata.reply);
    if (!Array.isArray(servers) || servers.length === 0) {
      return context.violated(
        `authorization_servers is ${quoteJson(servers)}, expected a list with an https URL`,
        evidence,
      );
    }
    const odd = servers.find((server) => typeof server !== 'string' || !isSecureUrl(server));
    if (odd !== undefined)
      return context.violated(`${quoteJson(odd)} in authorization_servers is no https URL`, evidence);
    return context.passed(`authorization_servers: ${quoteJson(servers)}`, evidence);
  },
};

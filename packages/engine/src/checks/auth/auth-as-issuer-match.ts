import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireIssuerMetadata } from './metadata.ts';

export const authAsIssuerMatchCheck: Check = {
  id: 'auth-as-issuer-match',
  area: 'auth',
  title: 'The metadata of the authorization server names the issuer it was found by',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/authorization-server-discovery#authorization-server-metadata-discovery',
  fix: 'Make issuer in the metadata the very string that authorization_servers of the resource has.',
  async run(context) {
    const server = await requireIssuerMetadata(context);
    if ('verdict' in server) return server;
    const evidence = httpEvidence(context, server.reply);
    const { issuer } = server.document;
    if (issuer === server.issuer) return context.passed(`both say ${quoteJson(issuer)}`, evidence);
    return context.violated(
      `the resource names ${quoteJson(server.issuer)}, the metadata ${quoteJson(issuer)}`,
      evidence,
    );
  },
};

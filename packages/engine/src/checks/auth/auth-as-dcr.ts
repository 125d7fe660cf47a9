import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireIssuerMetadata } from './metadata.ts';

export const authAsDcrCheck: Check = {
  id: 'auth-as-dcr',
  area: 'auth',
  title: 'Clients can register themselves',
  level: (revision) => (revision >= '2025-11-25' ? 'MAY' : 'SHOULD'),
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/client-registration#dynamic-client-registration',
  fix: 'Offer a registration_endpoint (RFC 7591), and since 2025-11-25 client id metadata documents before it.',
  async run(context) {
    const server = await requireIssuerMetadata(context);
    if ('verdict' in server) return server;
    const { registration_endpoint: endpoint, client_id_metadata_document_supported: documents } = server.document;
    const evidence = httpEvidence(context, server.reply);
    if (typeof endpoint !== 'string')
      return context.violated('the authorization server has no registration_endpoint', evidence);
    if (context.revision >= '2026-07-28' && documents !== true) {
      return context.informed('dynamic registration, which is deprecated, is the only way for a new client', evidence);
    }
    return context.passed(`registration_endpoint is ${quoteJson(endpoint)}`, evidence);
  },
};

import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireIssuerMetadata } from './metadata.ts';

export const authAsCimdCheck: Check = {
  id: 'auth-as-cimd',
  area: 'auth',
  title: 'Clients may be known by a metadata document of their own',
  level: 'SHOULD',
  revisions: revisionsSince('2025-11-25'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/client-registration',
  fix: 'Support client id metadata documents, and set client_id_metadata_document_supported to true.',
  async run(context) {
    const server = await requireIssuerMetadata(context);
    if ('verdict' in server) return server;
    const { client_id_metadata_document_supported: supported } = server.document;
    const evidence = httpEvidence(context, server.reply);
    if (supported === true) return context.passed('client_id_metadata_document_supported is true', evidence);
    return context.violated(`client_id_metadata_document_supported is ${quoteJson(supported)}`, evidence);
  },
};

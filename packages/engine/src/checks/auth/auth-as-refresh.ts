import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireIssuerMetadata } from './metadata.ts';

export const authAsRefreshCheck: Check = {
  id: 'auth-as-refresh',
  area: 'auth',
  title: 'The authorization server offers refresh tokens',
  level: 'MAY',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#refresh-tokens',
  fix: 'List refresh_token in grant_types_supported and offline_access in scopes_supported, so that users need not sign in again and again.',
  async run(context) {
    const server = await requireIssuerMetadata(context);
    if ('verdict' in server) return server;
    const { grant_types_supported: grants, scopes_supported: scopes } = server.document;
    const evidence = httpEvidence(context, server.reply);
    const told = `grant_types_supported: ${quoteJson(grants)}; scopes_supported: ${quoteJson(scopes)}`;
    const offers = Array.isArray(grants) && grants.includes('refresh_token');
    return offers ? context.passed(told, evidence) : context.violated(told, evidence);
  },
};

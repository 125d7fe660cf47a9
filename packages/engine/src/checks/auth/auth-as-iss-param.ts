import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireIssuerMetadata } from './metadata.ts';

export const authAsIssParamCheck: Check = {
  id: 'auth-as-iss-param',
  area: 'auth',
  title: 'The authorization server says who it is in its answers (iss)',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#authorization-response-validation',
  fix: 'Send iss in authorization responses (RFC 9207) and set authorization_response_iss_parameter_supported to true.',
  async run(context) {
    const server = await requireIssuerMetadata(context);
    if ('verdict' in server) return server;
    const { authorization_response_iss_parameter_supported: supported } = server.document;
    const evidence = httpEvidence(context, server.reply);
    if (supported === true) return context.passed('authorization_response_iss_parameter_supported is true', evidence);
    return context.violated(`authorization_response_iss_parameter_supported is ${quoteJson(supported)}`, evidence);
  },
};

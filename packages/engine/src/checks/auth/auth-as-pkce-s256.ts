import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireIssuerMetadata } from './metadata.ts';

export const authAsPkceS256Check: Check = {
  id: 'auth-as-pkce-s256',
  area: 'auth',
  title: 'The authorization server supports PKCE with S256',
  level: 'MUST',
  revisions: revisionsSince('2025-11-25'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/security-considerations#authorization-code-protection',
  fix: 'Support PKCE, and list S256 in code_challenge_methods_supported: clients must refuse to go on without.',
  async run(context) {
    const server = await requireIssuerMetadata(context);
    if ('verdict' in server) return server;
    const { code_challenge_methods_supported: methods } = server.document;
    const evidence = httpEvidence(context, server.reply);
    if (Array.isArray(methods) && methods.includes('S256'))
      return context.passed(`methods: ${quoteJson(methods)}`, evidence);
    return context.violated(
      `code_challenge_methods_supported is ${quoteJson(methods)}, expected one with S256`,
      evidence,
    );
  },
};

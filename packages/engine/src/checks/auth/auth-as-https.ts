import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { isSecureUrl } from './is-loopback.ts';
import { requireIssuerMetadata } from './metadata.ts';

export const authAsHttpsCheck: Check = {
  id: 'auth-as-https',
  area: 'auth',
  title: 'Every endpoint of the authorization server is https',
  level: 'MUST',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/security-considerations#communication-security',
  fix: 'Serve all endpoints of the authorization server over https, loopback apart.',
  async run(context) {
    const server = await requireIssuerMetadata(context);
    if ('verdict' in server) return server;
    const evidence = httpEvidence(context, server.reply);
    const endpoints = Object.entries(server.document).filter(
      ([name]) => /(_endpoint|_uri)$/.test(name) && !/policy|tos/.test(name),
    );
    const plain = endpoints.filter(([, url]) => typeof url !== 'string' || !isSecureUrl(url));
    if (plain.length === 0) return context.passed(`all ${endpoints.length} endpoints are https or loopback`, evidence);
    const told = plain
      .map(([name, url]) => `${name} is ${quoteJson(url)}`)
      .slice(0, 3)
      .join('; ');
    return context.violated(`expected https; ${told}`, evidence);
  },
};

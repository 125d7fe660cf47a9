import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireResourceMetadata } from './metadata.ts';

const everything = /(^|[:./_-])(\*|all|admin|root|full|full[_-]?access|superuser)$/i;

export const authScopesMinimalCheck: Check = {
  id: 'auth-scopes-minimal',
  area: 'auth',
  title: 'No scope stands for everything',
  level: 'MAY',
  revisions: revisionsSince('2025-11-25'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#scope-selection-strategy',
  fix: 'Split scopes such as * or admin by what they are for, and list in scopes_supported only what a client ordinarily needs.',
  async run(context) {
    const metadata = await requireResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const { scopes_supported: scopes } = metadata.document;
    const evidence = httpEvidence(context, metadata.reply);
    if (!Array.isArray(scopes)) return context.untestable('the metadata has no scopes_supported');
    const broad = scopes.filter((scope) => typeof scope === 'string' && everything.test(scope));
    if (broad.length > 0) return context.violated(`scopes that sound like everything: ${quoteJson(broad)}`, evidence);
    return context.passed(`${scopes.length} scopes, none of which sounds like everything`, evidence);
  },
};

import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { authTransports } from './auth-scope.ts';
import { bearerChallenge, scopesOf } from './challenge.ts';
import { httpEvidence } from './http-evidence.ts';
import { readResourceMetadata } from './metadata.ts';
import { requireRefusal } from './protection.ts';

export const authNoOfflineAccessCheck: Check = {
  id: 'auth-no-offline-access',
  area: 'auth',
  title: 'The server itself does not ask for offline_access',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#refresh-tokens',
  fix: 'Leave offline_access out of challenges and of scopes_supported of the resource: it is between client and authorization server.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const metadata = await readResourceMetadata(context);
    if ('verdict' in metadata) return metadata;
    const supported = metadata.found?.document.scopes_supported;
    const evidence = httpEvidence(context, refusal, metadata.found?.reply);
    if (scopesOf(bearerChallenge(refusal)).includes('offline_access')) {
      return context.violated('the scope of the challenge has offline_access', evidence);
    }
    if (Array.isArray(supported) && supported.includes('offline_access')) {
      return context.violated('scopes_supported of the resource has offline_access', evidence);
    }
    return context.passed('neither challenge nor metadata has offline_access', evidence);
  },
};

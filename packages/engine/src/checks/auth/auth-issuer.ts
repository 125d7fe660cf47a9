import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { presentCredentials } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { judgeRefusals } from './judge-refusals.ts';
import { requireProbeToken } from './require-token.ts';

export const authIssuerCheck: Check = {
  id: 'auth-issuer',
  area: 'auth',
  title: 'A token of an issuer that is not trusted is refused',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#token-handling',
  fix: 'Accept only tokens whose issuer is one of the authorization servers the metadata names, and whose signature is by its keys.',
  async run(context) {
    const token = await requireProbeToken(context, 'otherIssuer');
    if (typeof token !== 'string') return token;
    const reply = await presentCredentials(context, `Bearer ${token}`);
    return judgeRefusals(context, [{ what: 'the token of another issuer', reply }], [401]);
  },
};

import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { presentCredentials } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { judgeRefusals } from './judge-refusals.ts';
import { requireProbeToken } from './require-token.ts';

export const authAudienceCheck: Check = {
  id: 'auth-audience',
  area: 'auth',
  title: 'A genuine token for another resource is refused',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#token-handling',
  fix: 'Check that the audience of a token is this server (its canonical URI), and answer 401 where it is not.',
  async run(context) {
    const token = await requireProbeToken(context, 'otherAudience');
    if (typeof token !== 'string') return token;
    const reply = await presentCredentials(context, `Bearer ${token}`);
    return judgeRefusals(context, [{ what: 'the token for another resource', reply }], [401]);
  },
};

import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { presentCredentials } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { judgeRefusals } from './judge-refusals.ts';
import { requireRefusal } from './protection.ts';

export const auth401WrongSchemeCheck: Check = {
  id: 'auth-401-wrong-scheme',
  area: 'auth',
  title: 'Another scheme than Bearer, and Bearer without a token, are refused',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#token-requirements',
  fix: 'Take credentials only as "Authorization: Bearer <token>", and answer 401 (or 400 for a malformed header) to anything else.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const headers = [
      ['the Basic scheme', 'Basic bWNwOmxhYg=='],
      ['Bearer without a token', 'Bearer '],
    ] as const;
    const attempts = await Promise.all(
      headers.map(async ([what, value]) => ({ what, reply: await presentCredentials(context, value) })),
    );
    return judgeRefusals(context, attempts, [401, 400]);
  },
};

import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { presentCredentials } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { judgeRefusals } from './judge-refusals.ts';
import { requireRefusal } from './protection.ts';

export const authStatusCodesCheck: Check = {
  id: 'auth-status-codes',
  area: 'auth',
  title: 'Refusals have the HTTP status of their case',
  level: 'MUST',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#error-handling',
  fix: 'Answer 401 without a valid token, 403 without the scope, 400 to a malformed header: never 200 with a JSON-RPC error, never 5xx.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const headers: [what: string, value: string | null][] = [
      ['no header', null],
      ['an unknown token', 'Bearer mcp-lab-unknown'],
      ['a header with odd characters', 'Bearer a b"c'],
      ['a very long token', `Bearer ${'a'.repeat(4_000)}`],
    ];
    const attempts = await Promise.all(
      headers.map(async ([what, value]) => ({ what, reply: await presentCredentials(context, value) })),
    );
    return judgeRefusals(context, attempts, [401, 400, 403, 431]);
  },
};

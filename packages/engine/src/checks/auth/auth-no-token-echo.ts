import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { authTransports } from './auth-scope.ts';
import { ownToken } from './tokens.ts';

export const authNoTokenEchoCheck: Check = {
  id: 'auth-no-token-echo',
  area: 'security',
  title: 'Tokens never come back',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-03-26'),
  transports: authTransports,
  isolation: 'tour',
  spec: 'basic/authorization/security-considerations#token-theft',
  fix: 'Keep the Authorization header out of results, errors, logs and every other output.',
  run(context) {
    const own = ownToken(context);
    const secrets = [['the token of the run', own] as const, ...Object.entries(context.inputs.tokens)].flatMap(
      ([name, token]) => (token !== undefined && token.length >= 8 ? [{ name, token }] : []),
    );
    if (secrets.length === 0) return context.notApplicable('no token was sent');
    const received = context.tour.frames().filter(({ direction }) => direction === 'received');
    for (const frame of received) {
      const head = (frame.http?.headers ?? []).map(([, value]) => value).join('\n');
      const text = `${Buffer.from(frame.raw).toString('utf8')}\n${head}`;
      const leak = secrets.find(({ token }) => text.includes(token));
      if (leak !== undefined) return context.violated(`${leak.name} came back from the server`, [frame]);
    }
    return context.passed(`none of ${secrets.length} tokens stands in any of ${received.length} frames of the server`);
  },
};

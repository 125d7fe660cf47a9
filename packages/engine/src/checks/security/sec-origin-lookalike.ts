import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { addressOf } from './deployment.ts';
import { foreignOrigin, isCarriedOut, requestFrom } from './foreign-request.ts';
import { httpTransports } from './http-transports.ts';

export const secOriginLookalikeCheck: Check = {
  id: 'sec-origin-lookalike',
  area: 'security',
  title: 'Origins that only look like an allowed one are refused',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#security--endpoint',
  fix: 'Compare origins as a whole, never by their beginning or end.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const plain = await requestFrom(context, session, foreignOrigin);
    if (isCarriedOut(plain)) return context.untestable('requests of every origin are served, see sec-origin-rejected');
    const { host, hostname, port } = new URL(addressOf(context));
    const alike = [
      `http://localhost.evil.example`,
      `http://127.0.0.1.evil.example`,
      `http://${host}.evil.example`,
      `http://evil-${hostname}`,
    ];
    const near = [`http://${hostname}:${port === '1' ? '2' : '1'}`, `https://${hostname}:1`];
    const attempts = await Promise.all(
      [...alike, ...near].map(async (origin) => ({ origin, reply: await requestFrom(context, session, origin) })),
    );
    const served = attempts.filter(({ reply }) => isCarriedOut(reply));
    const fooled = served.filter(({ origin }) => alike.includes(origin));
    const [first] = fooled;
    if (first !== undefined) {
      const told = fooled.map(({ origin }) => origin).join(', ');
      return context.violated(`taken for allowed origins: ${told}`, httpEvidence(context, first.reply));
    }
    const others = served.map(({ origin }) => origin).join(', ') || 'none';
    return context.passed(
      `${alike.length} look-alikes are refused; other ports or schemes of its own host that are served: ${others}`,
    );
  },
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { foreignOrigin, isCarriedOut, isRefused, requestFrom, sayOrigin } from './foreign-request.ts';
import { httpTransports } from './http-transports.ts';

export const secOriginRejectedCheck: Check = {
  id: 'sec-origin-rejected',
  area: 'security',
  title: 'A request from a foreign web page is refused',
  level: 'MUST',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#security--endpoint',
  fix: 'Compare the Origin header with the origins you trust, whatever the Host header says, and answer 403 to all others.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;

    const reply = await requestFrom(context, session, foreignOrigin);
    const evidence = httpEvidence(context, reply);
    const told = sayOrigin(foreignOrigin, reply);
    if (isCarriedOut(reply)) return context.violated(`expected a refusal; ${told}`, evidence);
    if (!isRefused(reply)) return context.untestable(told);
    if (context.revision >= '2025-11-25' && reply.status !== 403) {
      return context.violated(`expected HTTP 403; ${told}`, evidence);
    }
    return context.passed(told, evidence);
  },
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { presentCredentials } from '../auth/actor.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { addressOf } from './deployment.ts';
import { isCarriedOut } from './foreign-request.ts';
import { httpTransports } from './http-transports.ts';

export const secOriginAbsentServedCheck: Check = {
  id: 'sec-origin-absent-served',
  area: 'security',
  title: 'Clients that are no browser, which send no Origin, are served',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#security--endpoint',
  fix: 'Refuse wrong origins only: a missing Origin header means that no browser is asking.',
  async run(context) {
    const reply = await presentCredentials(context, undefined, { headers: { Origin: null } });
    const evidence = httpEvidence(context, reply);
    if (isCarriedOut(reply)) return context.passed('a request without Origin is served', evidence);
    const { origin } = new URL(addressOf(context));
    const own = await presentCredentials(context, undefined, { headers: { Origin: origin } });
    if (!isCarriedOut(own)) {
      return context.untestable(`neither with nor without Origin served: ${describeReply(reply)}`);
    }
    const reason = `without Origin the request got ${describeReply(reply)}, with its own it is served`;
    return context.violated(reason, evidence);
  },
};

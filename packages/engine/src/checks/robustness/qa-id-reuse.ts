import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { cheapMethod } from './cheap-method.ts';
import { stillServes } from './still-serves.ts';

export const qaIdReuseCheck: Check = {
  id: 'qa-id-reuse',
  area: 'robustness',
  title: 'An id that is used twice at once gets two answers or an error, and does no harm',
  level: 'MAY',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#requests',
  fix: 'Clients must not do this, but one that does should not be able to break the server for itself: answer both, or refuse the second.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const request = buildRequest(context.revision, 'twice', cheapMethod(session));
    const replies = await Promise.all([session.send(request), session.send(request)]);
    const after = await stillServes(session);
    const evidence = replies.flatMap(({ sent, frame }) => [...sent, frame]);
    if (!after.serves) {
      return context.violated(
        `after an id was used twice at once, an ordinary request got ${describeReply(after.reply)}`,
        evidence,
      );
    }
    const served = replies.filter(({ result }) => isJsonObject(result)).length;
    return context.passed(`two requests with one id: ${served} served, and the server goes on`, evidence);
  },
};

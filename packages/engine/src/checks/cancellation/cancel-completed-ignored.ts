import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { hasNoCancelNotification } from './cancel-scope.ts';
import { judgeIgnored } from './judge-ignored.ts';

export const cancelCompletedIgnoredCheck: Check = {
  id: 'cancel-completed-ignored',
  area: 'cancellation',
  title: 'Cancelling a request that has been answered is passed over',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/patterns/cancellation#error-handling',
  fix: 'Forget a request when it is answered, and do nothing at all when its cancellation arrives after that.',
  async run(context) {
    const outside = hasNoCancelNotification(context);
    if (outside !== undefined) return outside;
    const session = await context.shared();
    const requestId = `lab-answered-${Math.floor(context.random() * 1e9)}`;
    const reply = await session.request(harmlessMethod(session.revision), undefined, {
      id: requestId,
      timeoutMs: patienceMs,
    });
    if (reply.outcome !== 'answered') {
      return context.untestable(`the request that was to be cancelled afterwards got ${describeReply(reply)}`);
    }
    return judgeIgnored(context, session, [{ what: 'the cancellation of an answered request', params: { requestId } }]);
  },
};

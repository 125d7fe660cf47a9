import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { hasNoCancelNotification } from './cancel-scope.ts';
import { judgeIgnored } from './judge-ignored.ts';

export const cancelUnknownIgnoredCheck: Check = {
  id: 'cancel-unknown-ignored',
  area: 'cancellation',
  title: 'Cancelling a request that never was is passed over',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/patterns/cancellation#error-handling',
  fix: 'Look the id up among the requests in hand, and do nothing at all where it is not there.',
  async run(context) {
    const outside = hasNoCancelNotification(context);
    if (outside !== undefined) return outside;
    const session = await context.shared();
    const requestId = `lab-never-used-${Math.floor(context.random() * 1e9)}`;
    return judgeIgnored(context, session, [{ what: 'the cancellation of an unknown request', params: { requestId } }]);
  },
};

import { eraOf, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { hasNoCancelNotification } from './cancel-scope.ts';
import { watchCancelledCall } from './cancelled-call.ts';

export const cancelNoResponseCheck: Check = {
  id: 'cancel-no-response',
  area: 'cancellation',
  title: 'A call that was cancelled gets no response',
  level: (revision) => (eraOf(revision) === 'modern' ? 'MUST' : 'SHOULD'),
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/patterns/cancellation#behavior-requirements',
  fix: 'At notifications/cancelled stop the work of that request and send nothing for its id, neither a result nor an error.',
  async run(context) {
    const outside = hasNoCancelNotification(context);
    if (outside !== undefined) return outside;
    const watched = await watchCancelledCall(context);
    if ('verdict' in watched) return watched;
    const { name, call, cancel, endedEarly, later } = watched;
    if (endedEarly) return context.untestable(`the call of ${quoteJson(name)} ended before it could be cancelled`);
    const response = later.find(({ kind }) => kind === 'response');
    if (response === undefined) return context.passed('no response came for the cancelled call', [...call, ...cancel]);
    const reason = `${Math.round(response.afterMs)} ms after it was cancelled the call got ${quoteFrame(response.frame)}`;
    return context.violated(reason, [...call, ...cancel, response.frame]);
  },
};

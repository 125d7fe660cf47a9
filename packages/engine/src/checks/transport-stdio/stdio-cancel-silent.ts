import { eraOf, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { watchCancelledCall } from '../cancellation/cancelled-call.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';

/** What is under way when the cancellation arrives is no fault of the server. */
const crossingMs = 100;

export const stdioCancelSilentCheck: Check = {
  id: 'stdio-cancel-silent',
  area: 'transport-stdio',
  title: 'Nothing comes for a request after it was cancelled',
  level: (revision) => (eraOf(revision) === 'modern' ? 'MUST' : 'SHOULD'),
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/transports/stdio#cancellation',
  fix: 'At notifications/cancelled stop everything that reports on the request: its response, its progress, its log messages.',
  async run(context) {
    const watched = await watchCancelledCall(context);
    if ('verdict' in watched) return watched;
    const { name, call, cancel, endedEarly, later } = watched;
    if (endedEarly) return context.untestable(`the call of ${quoteJson(name)} ended before it could be cancelled`);
    // A legacy server logs for the whole session, about what it likes.
    const isOfCall = (kind: string) => kind !== 'log' || eraOf(context.revision) === 'modern';
    const late = later.find(({ kind, afterMs }) => afterMs > crossingMs && isOfCall(kind));
    if (late === undefined) return context.passed('nothing more came for the cancelled call', [...call, ...cancel]);
    const reason = `${Math.round(late.afterMs)} ms after the call was cancelled this came for it: ${quoteFrame(late.frame)}`;
    return context.violated(reason, [...call, ...cancel, late.frame]);
  },
};

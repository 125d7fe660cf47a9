import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { watchCancelledCall } from '../cancellation/cancelled-call.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';

/** Far more than a ping takes, and less than a call that is named as slow. */
const promptMs = 1_000;

export const pingPromptCheck: Check = {
  id: 'ping-prompt',
  area: 'lifecycle',
  title: 'A ping is answered at once while a slow call runs',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/utilities/ping#behavior-requirements',
  fix: 'Go on reading and answering while a tool runs: do not await it in the loop that reads, nor block the thread.',
  async run(context) {
    const watched = await watchCancelledCall(context);
    if ('verdict' in watched) return watched;
    const { name, call, ping, response } = watched;
    const sent = ping?.sent[0];
    if (ping === undefined || sent === undefined) return context.untestable('no ping could be sent');
    if (response !== undefined && response.frame.seq < sent.seq) {
      return context.untestable(`the call of ${quoteJson(name)} ended before a ping could be sent`);
    }
    const evidence = [...call, ...ping.sent, ping.frame];
    const tookMs = Math.round((ping.endedNs - ping.startedNs) / 1e6);
    if (ping.outcome !== 'answered') {
      return context.violated(`while ${quoteJson(name)} ran a ping got ${describeReply(ping)}`, evidence);
    }
    if (tookMs <= promptMs) return context.passed(`while ${quoteJson(name)} ran a ping took ${tookMs} ms`, evidence);
    return context.violated(`while ${quoteJson(name)} ran a ping took ${tookMs} ms`, evidence);
  },
};

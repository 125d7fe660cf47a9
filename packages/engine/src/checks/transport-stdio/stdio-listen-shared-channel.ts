import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { listenMethod } from '../subscriptions/declared-changes.ts';
import { watchFirstSubscription } from '../subscriptions/first-subscription.ts';

export const stdioListenSharedChannelCheck: Check = {
  id: 'stdio-listen-shared-channel',
  area: 'transport-stdio',
  title: 'While a subscription is open, other requests are answered',
  level: 'MUST',
  revisions: modernRevisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/patterns/subscriptions#receiving-notifications',
  fix: 'Do not await the end of a subscription in the loop that reads stdin: it stays open while other requests come.',
  async run(context) {
    const first = await watchFirstSubscription(context);
    if ('verdict' in first) return first;
    const { acknowledgement, sent, text, beside } = first;
    if (acknowledgement === undefined) return context.untestable(`${listenMethod} got ${text}`);
    return beside.outcome === 'answered'
      ? context.passed('an ordinary request was answered while a subscription was open', [...sent, beside.frame])
      : context.violated(`while a subscription was open an ordinary request got ${describeReply(beside)}`, beside.sent);
  },
};

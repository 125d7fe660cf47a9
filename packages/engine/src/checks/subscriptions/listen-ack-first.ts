import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { prepareToListen } from './first-subscription.ts';
import { isAcknowledgement, openSubscription } from './open-subscription.ts';

export const listenAckFirstCheck: Check = {
  id: 'listen-ack-first',
  area: 'subscriptions',
  title: 'The acknowledgement is the first thing that comes on a subscription',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#acknowledgment',
  fix: 'Send notifications/subscriptions/acknowledged before anything else with the id of the subscription.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { frames, sent, text, close } = await openSubscription(context, ready.session, ready.filter);
    const [first] = frames;
    await close();
    if (first === undefined || !isJsonObject(first.json) || !('method' in first.json)) {
      return context.untestable(`the subscription got ${text}`);
    }
    return isAcknowledgement(first)
      ? context.passed('the acknowledgement came first', [...sent, first])
      : context.violated(`before the acknowledgement came ${quoteFrame(first)}`, [...sent, first]);
  },
};

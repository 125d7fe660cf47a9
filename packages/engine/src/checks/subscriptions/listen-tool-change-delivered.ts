import { type Frame, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { awaitDelivery, bringAbout, deliveryMs } from './bring-about.ts';
import { declaredKinds } from './declared-changes.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription } from './open-subscription.ts';

export const listenToolChangeDeliveredCheck: Check = {
  id: 'listen-tool-change-delivered',
  area: 'subscriptions',
  title: 'Changes of lists are delivered to whoever subscribed to them',
  level: 'SHOULD',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  alone: true,
  spec: 'server/tools#list-changed-notification',
  fix: 'Send the list_changed notification on every open subscription that asked for it, whoever made the change.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session, filter } = ready;
    const kinds = declaredKinds(session.capabilities);
    const [first] = kinds;
    if (first === undefined) return context.notApplicable('the server declares listChanged for no list');
    const known = kinds.filter(({ flag }) => context.trigger(flag) !== undefined);
    if (known.length === 0) return context.needsTrigger(first.flag);
    const subscription = await openSubscription(context, session, filter);
    const told: Frame[] = [];
    for (const { flag, method } of known) {
      const change = await bringAbout(context, session, flag);
      if ('verdict' in change) return change;
      const delivered = await awaitDelivery(session, subscription, method);
      if (delivered === undefined) {
        const reason = `after the change that triggers.${flag} names no ${method} came within ${deliveryMs} ms`;
        return context.violated(reason, [...subscription.sent, ...change.sent]);
      }
      told.push(delivered);
    }
    await subscription.close();
    return context.passed(`delivered: ${known.map(({ method }) => method).join(', ')}`, told);
  },
};

import { type JsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { awaitDelivery, bringAbout, isOf } from './bring-about.ts';
import { declaredKinds } from './declared-changes.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription } from './open-subscription.ts';

/** What the two streams of one server may be out of step. */
const settleMs = 150;

export const listenFilterHonouredCheck: Check = {
  id: 'listen-filter-honoured',
  area: 'subscriptions',
  title: 'A subscription is told of nothing it did not ask for',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  alone: true,
  spec: 'basic/patterns/subscriptions#opening-a-stream',
  fix: 'Look at the filter of each subscription before sending a change on it.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session, filter } = ready;
    const kinds = declaredKinds(session.capabilities);
    const kind = kinds.find(({ flag }) => context.trigger(flag) !== undefined);
    if (kind === undefined) return context.needsTrigger(kinds[0]?.flag ?? 'toolsListChanged');
    const { flag, method } = kind;
    const { [flag]: _left, ...others }: JsonObject = filter;
    const wide = await openSubscription(context, session, { [flag]: true });
    const narrow = await openSubscription(context, session, others);
    if (narrow.acknowledgement === undefined) {
      return context.untestable(`a subscription to ${quoteJson(others)} got ${narrow.text}`);
    }
    const change = await bringAbout(context, session, flag);
    if ('verdict' in change) return change;
    const delivered = await awaitDelivery(session, wide, method);
    if (delivered === undefined) return context.untestable(`no ${method} came to a subscription that asked for it`);
    const find = () => narrow.frames.find((frame) => isOf(frame, method));
    if (find() === undefined) await session.collect(settleMs, () => find() !== undefined);
    const stray = find();
    await Promise.all([wide.close(), narrow.close()]);
    return stray === undefined
      ? context.passed(`${method} came to the subscription that asked for it, not to the other`, [
          ...narrow.sent,
          delivered,
        ])
      : context.violated(`asked for ${quoteJson(others)}, and got ${quoteFrame(stray)}`, [...narrow.sent, stray]);
  },
};

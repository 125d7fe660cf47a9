import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { awaitDelivery, bringAbout } from './bring-about.ts';
import { declaredKinds } from './declared-changes.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription, tagOf } from './open-subscription.ts';

/** What is under way when a subscription is cancelled is no fault of the server. */
const crossingMs = 100;

export const listenCancelStopsCheck: Check = {
  id: 'listen-cancel-stops',
  area: 'subscriptions',
  title: 'Nothing comes for a subscription that was cancelled',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  alone: true,
  spec: 'basic/patterns/subscriptions#cancellation',
  fix: 'Take a subscription off the list of listeners when it is cancelled (stdio) or its stream is closed (HTTP).',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session } = ready;
    const kinds = declaredKinds(session.capabilities);
    const kind = kinds.find(({ flag }) => context.trigger(flag) !== undefined);
    if (kind === undefined) return context.needsTrigger(kinds[0]?.flag ?? 'toolsListChanged');
    const { flag, method } = kind;
    const cancelled = await openSubscription(context, session, { [flag]: true });
    const kept = await openSubscription(context, session, { [flag]: true });
    await cancelled.close();
    await session.collect(crossingMs);
    const mark = context.transcript.frames.length;
    const change = await bringAbout(context, session, flag);
    if ('verdict' in change) return change;
    const delivered = await awaitDelivery(session, kept, method);
    if (delivered === undefined) return context.untestable(`no ${method} came to a subscription that is open`);
    await session.collect(crossingMs);
    await kept.close();
    const stray = context.transcript.frames
      .slice(mark)
      .find((frame) => frame.connection === session.connection && tagOf(frame) === cancelled.id);
    return stray === undefined
      ? context.passed(`${method} came to the open subscription, not to the cancelled one`, [
          ...cancelled.sent,
          delivered,
        ])
      : context.violated(`for the cancelled subscription came ${quoteFrame(stray)}`, [...cancelled.sent, stray]);
  },
};

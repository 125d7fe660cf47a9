import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription } from './open-subscription.ts';

const idleMs = 1_000;
/** Where the user has time. */
const longIdleMs = 60_000;

export const listenStaysOpenCheck: Check = {
  id: 'listen-stays-open',
  area: 'subscriptions',
  title: 'A subscription on which nothing happens stays open',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#opening-a-stream',
  fix: 'Exempt subscriptions/listen from request timeouts, and send an SSE comment now and then where a proxy wants one.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session, filter } = ready;
    const subscription = await openSubscription(context, session, filter);
    const waitMs = context.inputs.allow.slow ? longIdleMs : idleMs;
    const heard = await session.collect(subscription.open ? waitMs : 0, () => !subscription.open);
    const isOpen = subscription.open;
    await subscription.close();
    const { acknowledgement, sent, frames, text } = subscription;
    if (acknowledgement === undefined) return context.untestable(`the subscription got ${text}`);
    if (isOpen) {
      const comments = heard.filter(({ kind }) => kind === 'sse-comment').length;
      return context.passed(`still open after ${waitMs} ms, with ${comments} keep-alive comments`, [acknowledgement]);
    }
    const last = frames.at(-1);
    const how = last === undefined || last === acknowledgement ? 'without a word' : `with ${quoteFrame(last)}`;
    return context.violated(`the subscription ended within ${waitMs} ms, ${how}`, [...sent, acknowledgement, last]);
  },
};

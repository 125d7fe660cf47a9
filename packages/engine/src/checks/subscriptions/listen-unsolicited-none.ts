import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { seenNotifications } from '../jsonrpc/seen-notifications.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { listenMethod, listKinds, updatedMethod } from './declared-changes.ts';

export const listenUnsolicitedNoneCheck: Check = {
  id: 'listen-unsolicited-none',
  area: 'subscriptions',
  title: 'Nobody is told of changes who has not subscribed',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',

  spec: 'basic/patterns/subscriptions#opening-a-stream',
  fix: 'Send list_changed and resources/updated only on subscriptions, never on the stream of another request.',
  run(context) {
    const methods = [...listKinds.map(({ method }) => method), updatedMethod];
    const seen = methods.flatMap((method) => seenNotifications(context, method));
    for (const { frame, owner, earlier } of seen) {
      const subscribed = owner === undefined ? earlier : [owner];
      if (subscribed.some(({ method }) => method === listenMethod)) continue;
      const reason = `no subscription was open, and this came: ${quoteFrame(frame)}`;
      return context.violated(reason, [earlier.at(-1)?.frame, frame]);
    }
    return context.passed(
      seen.length === 0 ? 'nothing was told of any change' : `all ${seen.length} changes came on subscriptions`,
    );
  },
};

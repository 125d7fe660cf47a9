import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { seenNotifications } from '../jsonrpc/seen-notifications.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';

export const cancelServerOnlyListenCheck: Check = {
  id: 'cancel-server-only-listen',
  area: 'cancellation',
  title: 'The server cancels nothing but subscriptions',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/patterns/cancellation',
  fix: 'Answer a request that is given up with an error; send notifications/cancelled only to end a subscriptions/listen.',
  run(context) {
    const seen = seenNotifications(context, 'notifications/cancelled');
    if (seen.length === 0) return context.passed('the server sent no cancellation');
    const wording = { subjects: 'cancellations of the server', sound: 'name a subscription' };
    return judgeEach(context, seen, wording, ({ frame, params, earlier }) => {
      const named = earlier.find(({ id }) => id === params.requestId);
      if (named?.method === 'subscriptions/listen') return undefined;
      return `the server cancelled ${named?.method ?? 'a request that was never made'}: ${quoteFrame(frame)}`;
    });
  },
};

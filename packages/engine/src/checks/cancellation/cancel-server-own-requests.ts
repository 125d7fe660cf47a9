import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { seenNotifications } from '../jsonrpc/seen-notifications.ts';
import { isServerRequest, serverMessages } from '../jsonrpc/server-messages.ts';

export const cancelServerOwnRequestsCheck: Check = {
  id: 'cancel-server-own-requests',
  area: 'cancellation',
  title: 'The server cancels only requests of its own',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/utilities/cancellation#behavior-requirements',
  fix: 'Name in notifications/cancelled only the id of a request the server sent; answer those of the client with an error.',
  run(context) {
    const seen = seenNotifications(context, 'notifications/cancelled');
    if (seen.length === 0) return context.passed('the server sent no cancellation');
    const asked = serverMessages(context).filter(({ message }) => isServerRequest(message));
    const wording = { subjects: 'cancellations of the server', sound: 'name a request the server had sent' };
    return judgeEach(context, seen, wording, ({ frame, params }) => {
      const isOwn = asked.some(
        (one) =>
          one.message.id === params.requestId && one.frame.connection === frame.connection && one.frame.seq < frame.seq,
      );
      return isOwn ? undefined : `the server cancelled a request it had not sent: ${quoteFrame(frame)}`;
    });
  },
};

import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';

/**
 * Judges that nothing the server sent is a request. Connections on which `initialize` or a request without `_meta` was
 * tried are left out: there a server of both eras may lawfully have gone over to a legacy revision.
 */
export function judgeNoServerRequests(context: CheckContext): CheckOutcome {
  return judgeEach(
    context,
    serverMessages(context).filter(({ frame }) => context.tour.isOrdinary(frame.connection)),
    { subjects: 'messages of the server', sound: 'are responses or notifications' },
    ({ frame, message }) =>
      typeof message.method === 'string' && message.id !== undefined && message.id !== null
        ? `the server sent the request "${message.method}": ${quoteFrame(frame)}`
        : undefined,
  );
}

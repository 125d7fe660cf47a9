import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { isTagged } from '../jsonrpc/subscription-tag.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { askedLevel, type LoggedMessage, loggedMessages, noMessages } from './logged-messages.ts';

export const loggingOwnStreamCheck: Check = {
  id: 'logging-own-stream',
  area: 'logging',
  title: 'Log messages come on the stream of the request that asked for them, before its answer',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'server/utilities/logging#per-request-log-level',
  fix: 'Send log messages on the channel of the request they are about, while it is being worked on, and nowhere else.',
  run(context) {
    const messages = loggedMessages(context);
    if (messages.length === 0) return context.untestable(noMessages);
    const wording = { subjects: 'log messages', sound: 'came with the request that asked for them, before its answer' };
    return judgeEach(context, messages, wording, (message) => {
      const fault = faultOf(message);
      return fault && `${fault}: ${quoteFrame(message.frame)}`;
    });
  },
};

function faultOf({ frame, params, owner, earlier, candidates }: LoggedMessage): string | undefined {
  if (owner?.method === 'subscriptions/listen' || isTagged(params)) return 'a log message came on a subscription';
  if (owner?.end !== undefined && owner.end.frame.seq < frame.seq) return 'a log message came after the answer';
  if (candidates.some((request) => askedLevel(request) !== undefined)) return undefined;
  // One that nobody ever asked for is another check's finding.
  const isLate = earlier.some((request) => askedLevel(request) !== undefined);
  return isLate && candidates.length === 0 ? 'a log message came when its request had been answered' : undefined;
}

import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { sentOrdinarily } from '../jsonrpc/seen-notifications.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { askedLevel, loggedMessages } from './logged-messages.ts';

export const loggingSilentWithoutLevelCheck: Check = {
  id: 'logging-silent-without-level',
  area: 'logging',
  title: 'A request that names no log level gets no log messages',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'server/utilities/logging#per-request-log-level',
  fix: 'Send notifications/message only for requests whose _meta has io.modelcontextprotocol/logLevel.',
  run(context) {
    for (const { frame, candidates, earlier } of loggedMessages(context)) {
      // A message after the answer of a request that did ask is late, not unasked.
      const asked = candidates.length > 0 ? candidates : earlier;
      if (asked.some((request) => askedLevel(request) !== undefined)) continue;
      const reason = `no request had asked for log messages, and this came: ${quoteFrame(frame)}`;
      return context.violated(reason, [asked.at(-1)?.frame, frame]);
    }
    const silent = sentOrdinarily(context, 'tools/call').filter(
      (request) => askedLevel(request) === undefined && request.end?.how === 'answered',
    );
    if (silent.length === 0) {
      return context.untestable('no tool was called: name some that are safe to call in the suite file, as tools');
    }
    return context.passed(`${silent.length} calls without a log level brought no log messages`, [silent[0]?.frame]);
  },
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { sentOrdinarily } from '../jsonrpc/seen-notifications.ts';
import { askerOf, seenProgress, tokenOf } from './seen-progress.ts';

export const progressOnlyIfAskedCheck: Check = {
  id: 'progress-only-if-asked',
  area: 'progress',
  title: 'A request without a progress token gets no progress',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/patterns/progress#behavior-requirements',
  fix: 'Send notifications/progress only where the request has _meta.progressToken.',
  run(context) {
    for (const seen of seenProgress(context)) {
      const isAsked = seen.candidates.some((request) => tokenOf(request) !== undefined);
      if (isAsked || askerOf(seen) !== undefined) continue;
      const reason = `no request had given a token, and this came: ${quoteFrame(seen.frame)}`;
      return context.violated(reason, [seen.candidates.at(-1)?.frame, seen.frame]);
    }
    const plain = sentOrdinarily(context, 'tools/call').filter(
      (request) => tokenOf(request) === undefined && request.end?.how === 'answered',
    );
    if (plain.length === 0) {
      return context.untestable('no tool was called: name some that are safe to call in the suite file, as tools');
    }
    return context.passed(`${plain.length} calls without a progress token brought no progress`, [plain[0]?.frame]);
  },
};

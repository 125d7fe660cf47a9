import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { askerOf, noProgress, seenProgress, tokenOf } from './seen-progress.ts';

export const progressTokenEchoCheck: Check = {
  id: 'progress-token-echo',
  area: 'progress',
  title: 'Progress carries the very token of its request',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/patterns/progress#progress-flow',
  fix: 'Copy _meta.progressToken of the request into the notification as it is; a number stays a number.',
  run(context) {
    // One that nobody asked for is another check's finding.
    const asked = seenProgress(context).filter(
      (seen) => askerOf(seen) !== undefined || seen.candidates.some((request) => tokenOf(request) !== undefined),
    );
    if (asked.length === 0) return context.untestable(noProgress);
    const wording = { subjects: 'progress notifications', sound: 'carry the token of a request' };
    return judgeEach(context, asked, wording, (seen) => {
      if (askerOf(seen) !== undefined) return undefined;
      const tokens = seen.candidates.map(tokenOf).filter((token) => token !== undefined);
      return `the token of the request was ${quoteJson(tokens[0])}, but this came: ${quoteFrame(seen.frame)}`;
    });
  },
};

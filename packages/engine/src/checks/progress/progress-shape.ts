import { type Revision, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { noProgress, type SeenProgress, seenProgress } from './seen-progress.ts';

export const progressShapeCheck: Check = {
  id: 'progress-shape',
  area: 'progress',
  title: 'Progress and total are numbers, the message is a string',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/patterns/progress#progress-flow',
  fix: 'Send progress as a number, and total (a number) and message (a string) only where they are known.',
  run(context) {
    const all = seenProgress(context);
    if (all.length === 0) return context.untestable(noProgress);
    return judgeEach(context, all, { subjects: 'progress notifications', sound: 'have the right types' }, (seen) => {
      const fault = faultOf(seen, context.revision);
      return fault && `${fault}: ${quoteFrame(seen.frame)}`;
    });
  },
};

function faultOf({ params, token }: SeenProgress, revision: Revision): string | undefined {
  if (typeof token !== 'string' && !Number.isInteger(token)) return 'progressToken is neither a string nor an integer';
  if (typeof params.progress !== 'number') return 'progress is no number';
  if (params.total !== undefined && typeof params.total !== 'number') return 'total is no number';
  const hasMessage = revision >= '2025-03-26' && params.message !== undefined;
  return hasMessage && typeof params.message !== 'string' ? 'message is no string' : undefined;
}

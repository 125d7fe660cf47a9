import { type Frame, isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { askerOf, noProgress, seenProgress } from './seen-progress.ts';

/** What two streams may be out of step. */
const crossingNs = 100e6;

export const progressStopsCheck: Check = {
  id: 'progress-stops',
  area: 'progress',
  title: 'No progress comes after the answer',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/patterns/progress#implementation-notes',
  fix: 'Stop the timers and callbacks that report progress before the answer is sent.',
  run(context) {
    const reported = seenProgress(context).filter((seen) => {
      const asker = askerOf(seen);
      // The answer to a call that became a task is not the end of its work.
      return asker?.end?.how === 'answered' && !isJsonObject(asker.params.task);
    });
    if (reported.length === 0) return context.untestable(noProgress);
    const wording = { subjects: 'progress notifications of answered requests', sound: 'came before the answer' };
    return judgeEach(context, reported, wording, (seen) => {
      const answer = askerOf(seen)?.end?.frame;
      if (answer === undefined || !isLate(seen.frame, answer)) return undefined;
      return `progress came after the answer: ${quoteFrame(seen.frame)}`;
    });
  },
};

function isLate(frame: Frame, answer: Frame): boolean {
  if (frame.seq < answer.seq) return false;
  return frame.stream === answer.stream || frame.lastByteNs - answer.lastByteNs > crossingNs;
}

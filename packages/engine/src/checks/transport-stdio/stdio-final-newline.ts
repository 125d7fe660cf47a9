import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { leftByItself } from './process-ending.ts';

export const stdioFinalNewlineCheck: Check = {
  id: 'stdio-final-newline',
  area: 'transport-stdio',
  title: 'The last line before the exit is terminated',
  level: 'MUST',
  revisions,
  transports: ['stdio'],
  isolation: 'tour',
  spec: 'basic/transports/stdio',
  fix: 'End every message with a line feed, and flush stdout before the process exits.',
  run(context) {
    const byConnection = Map.groupBy(context.tour.frames(), (frame) => frame.connection);
    const lastLines = [...byConnection.values()].filter(leftByItself).flatMap((frames) => {
      const last = frames.findLast(({ stream, direction }) => stream === 'stdout' && direction === 'received');
      return last === undefined ? [] : [{ frame: last }];
    });
    return judgeEach(
      context,
      lastLines,
      { subjects: 'last lines of processes that exited by themselves', sound: 'end with a line feed' },
      ({ frame }) => (frame.terminated === false ? `no line feed after ${quoteFrame(frame)}` : undefined),
    );
  },
};

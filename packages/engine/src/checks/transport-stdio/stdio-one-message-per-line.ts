import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeStdout } from './judge-stdout.ts';

export const stdioOneMessagePerLineCheck: Check = {
  id: 'stdio-one-message-per-line',
  area: 'transport-stdio',
  title: 'Each line on stdout is one message, and each message one line',
  level: 'MUST',
  revisions,
  transports: ['stdio'],
  isolation: 'tour',
  spec: 'basic/transports/stdio',
  fix: 'Write each message with JSON.stringify without indentation, followed by exactly one line feed, in one write.',
  run: (context) =>
    judgeStdout(context, 'hold one message each', {
      'several-messages': 'a line holds more than one message',
      'part-of-message': 'a message spans several lines, of which this is one',
    }),
};

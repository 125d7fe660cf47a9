import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeStdout } from './judge-stdout.ts';

export const stdioStdoutCleanCheck: Check = {
  id: 'stdio-stdout-clean',
  area: 'transport-stdio',
  title: 'Nothing but messages is written to stdout',
  level: 'MUST',
  revisions,
  transports: ['stdio'],
  isolation: 'tour',
  spec: 'basic/transports/stdio',
  fix: 'Send banners, logs and debug prints to stderr; also those of libraries and child processes.',
  run: (context) =>
    judgeStdout(context, 'belong to messages', {
      blank: 'a line is blank',
      'not-json': 'a line is not JSON',
      'not-a-message': 'a line is JSON, but no JSON-RPC message',
    }),
};

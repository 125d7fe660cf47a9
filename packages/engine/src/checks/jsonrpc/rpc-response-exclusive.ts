import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';
import { isResponse, serverMessages } from './server-messages.ts';

export const rpcResponseExclusiveCheck: Check = {
  id: 'rpc-response-exclusive',
  area: 'jsonrpc',
  title: 'A response has either a result or an error',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#responses',
  fix: 'Send "result" or "error", never both and never neither; leave the other member out instead of setting it to null.',
  run(context) {
    const responses = serverMessages(context).filter(({ message }) => isResponse(message));
    const wording = { subjects: 'responses', sound: 'have exactly one of result and error' };
    return judgeEach(context, responses, wording, ({ message }) => {
      const hasResult = 'result' in message;
      if (hasResult !== 'error' in message) return undefined;
      return `expected exactly one of result and error, got ${hasResult ? 'both' : 'neither'} in ${quoteJson(message)}`;
    });
  },
};

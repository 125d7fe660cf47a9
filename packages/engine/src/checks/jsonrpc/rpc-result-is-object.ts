import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';
import { isResponse, serverMessages } from './server-messages.ts';

export const rpcResultIsObjectCheck: Check = {
  id: 'rpc-result-is-object',
  area: 'jsonrpc',
  title: 'A result is a JSON object',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#result-responses',
  fix: 'Answer with an object; where there is nothing to say, with {} and not with null, true or a bare array.',
  run(context) {
    const results = serverMessages(context).filter(({ message }) => isResponse(message) && 'result' in message);
    return judgeEach(context, results, { subjects: 'results', sound: 'are JSON objects' }, ({ message }) =>
      isJsonObject(message.result) ? undefined : `expected a JSON object as result, got ${quoteJson(message)}`,
    );
  },
};

import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { errorResponses, isModernRequest } from './error-responses.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';

const successors = new Map([
  [-32002, 'resource not found is -32602 now'],
  [-32042, 'a needed elicitation is an input_required result now'],
]);

export const rpcErrorRetiredCodesCheck: Check = {
  id: 'rpc-error-retired-codes',
  area: 'jsonrpc',
  title: 'The retired codes −32002 and −32042 are not used',
  level: 'MUST',
  revisions: modernRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#error-codes',
  fix: 'At 2026-07-28 answer an unknown resource with −32602, and ask for input with an input_required result instead of −32042.',
  run(context) {
    const errors = errorResponses(context).filter(({ request }) => request && isModernRequest(request.message));
    const wording = { subjects: 'error responses', sound: 'avoid the retired codes' };
    return judgeEach(context, errors, wording, ({ code, message, request }) => {
      const successor = successors.get(code ?? 0);
      return successor && `${request?.method} got the retired code ${code} (${successor}): ${quoteJson(message)}`;
    });
  },
};

import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { errorResponses } from './error-responses.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';

const standardCodes = new Set([-32700, -32600, -32601, -32602, -32603]);

export const rpcErrorAppRangeCheck: Check = {
  id: 'rpc-error-app-range',
  area: 'jsonrpc',
  title: 'Error codes of its own lie outside the reserved range',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#error-codes',
  fix: 'Choose codes of your own outside −32768…−32000, for example positive ones.',
  run(context) {
    const wording = { subjects: 'error responses', sound: 'use standard codes or codes outside -32768…-32000' };
    return judgeEach(context, errorResponses(context), wording, ({ code, message }) => {
      // −32099…−32000 have rules of their own.
      if (code === undefined || code > -32100 || code < -32768 || standardCodes.has(code)) return undefined;
      return `code ${code} is reserved by JSON-RPC and not defined: ${quoteJson(message)}`;
    });
  },
};

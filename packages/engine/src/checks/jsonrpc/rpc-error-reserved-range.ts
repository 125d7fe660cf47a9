import { modernRevisions } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { type ErrorResponse, errorResponses } from './error-responses.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';

export const rpcErrorReservedRangeCheck: Check = {
  id: 'rpc-error-reserved-range',
  area: 'jsonrpc',
  title: 'Codes −32020 to −32099 are only used as the protocol defines them',
  level: 'MUST',
  revisions: modernRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#error-codes',
  fix: 'Use −32020 for a header that differs from the body, −32021 for a missing client capability, −32022 for an unsupported version, and a code outside −32768…−32000 for errors of your own.',
  run(context) {
    const wording = { subjects: 'error responses', sound: 'keep to the defined codes of the reserved range' };
    return judgeEach(context, errorResponses(context), wording, (error) => {
      const misuse = misuseOf(context, error);
      return misuse && `${misuse}: ${quoteJson(error.message)}`;
    });
  },
};

/** Methods whose further headers are not known to have been right. */
const namedMethods = new Set([
  'tools/call',
  'prompts/get',
  'resources/read',
  'tasks/get',
  'tasks/update',
  'tasks/cancel',
]);

function misuseOf(context: CheckContext, { code, frame, request }: ErrorResponse): string | undefined {
  if (code === undefined || code > -32020 || code < -32099) return undefined;
  if (code < -32022) return `code ${code} is reserved and not defined`;
  if (code === -32020 && context.transport === 'stdio') return 'code -32020 is about HTTP headers, and this is stdio';
  const isSound = context.tour.isOrdinary(frame.connection) && request !== undefined;
  if (!isSound || namedMethods.has(request.method)) return undefined;
  if (code === -32020) return `code -32020 came for ${request.method}, whose headers fit its body`;
  if (code === -32022)
    return `code -32022 came for ${request.method} at ${context.revision}, a version the server supports`;
  return undefined;
}

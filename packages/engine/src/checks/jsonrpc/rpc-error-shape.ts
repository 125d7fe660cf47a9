import { isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { errorResponses } from './error-responses.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';

export const rpcErrorShapeCheck: Check = {
  id: 'rpc-error-shape',
  area: 'jsonrpc',
  title: 'An error has an integer code and a message',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#error-responses',
  fix: 'Send errors as {"code": <integer>, "message": <string>}, with details in "data".',
  run(context) {
    const wording = { subjects: 'error responses', sound: 'have an integer code and a string message' };
    return judgeEach(context, errorResponses(context), wording, ({ message }) => {
      const fault = faultIn(message);
      return fault && `${fault} in ${quoteJson(message)}`;
    });
  },
};

function faultIn({ error }: JsonObject): string | undefined {
  if (!isJsonObject(error)) return `expected an object as error, got ${quoteJson(error)}`;
  if (!Number.isInteger(error.code)) return `expected an integer as error.code, got ${quoteJson(error.code)}`;
  if (typeof error.message !== 'string') return `expected a string as error.message, got ${quoteJson(error.message)}`;
  return undefined;
}

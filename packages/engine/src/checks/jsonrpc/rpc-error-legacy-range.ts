import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { errorResponses, isModernRequest } from './error-responses.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';

/** Codes of the release candidates, and what they became. */
const candidateCodes = new Map([
  [-32001, -32020],
  [-32003, -32021],
  [-32004, -32022],
]);

export const rpcErrorLegacyRangeCheck: Check = {
  id: 'rpc-error-legacy-range',
  area: 'jsonrpc',
  title: 'Codes −32000 to −32019 are not used',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#error-codes',
  fix: 'Use the standard codes, or for errors of your own a code outside −32768…−32000.',
  run(context) {
    const errors = errorResponses(context).filter(({ request }) => request && isModernRequest(request.message));
    const wording = { subjects: 'error responses', sound: 'stay out of the range -32019…-32000' };
    return judgeEach(context, errors, wording, ({ code = 0, message, request }) => {
      // −32002 is retired, which is worse and judged elsewhere.
      if (code > -32000 || code < -32019 || code === -32002) return undefined;
      const now = candidateCodes.get(code);
      const hint = now === undefined ? '' : ` (a release candidate of 2026-07-28 used it for what is ${now} now)`;
      return `${request?.method} got code ${code}${hint}: ${quoteJson(message)}`;
    });
  },
};

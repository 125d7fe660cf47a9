import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';

const looks = /^(initialize|server\/discover|[a-z]+\/list|resources\/templates\/list)$/;
const demand =
  /\boauth\b|www-authenticate|bearer token|access token|\bunauthori[sz]ed\b|authorization (required|flow|server|code)|authorization_endpoint|response_type=code/i;

export const authStdioNoneCheck: Check = {
  id: 'auth-stdio-none',
  area: 'auth',
  title: 'Over stdio no OAuth flow is demanded',
  level: 'SHOULD',
  revisions: revisionsSince('2025-03-26'),
  transports: ['stdio'],
  isolation: 'tour',
  spec: 'basic/authorization/index#protocol-requirements',
  fix: 'Take credentials of a stdio server from its environment; OAuth is for HTTP.',
  run(context) {
    const errors = serverMessages(context).flatMap(({ frame, message }) => {
      const method = context.tour.requestOf(frame)?.method ?? '';
      const isAsked = context.tour.isOrdinary(frame.connection) && looks.test(method);
      return isAsked ? [{ frame, error: message.error }] : [];
    });
    return judgeEach(
      context,
      errors,
      { subjects: 'answers to openings and lists', sound: 'ask for no OAuth token' },
      ({ error }) => (isJsonObject(error) && demand.test(JSON.stringify(error)) ? quoteJson(error) : undefined),
    );
  },
};

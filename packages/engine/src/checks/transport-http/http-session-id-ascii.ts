import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { sessionHttp } from './session-http.ts';
import { mintedSessionIds } from './session-ids.ts';

export const httpSessionIdAsciiCheck: Check = {
  ...sessionHttp,
  id: 'http-session-id-ascii',
  title: 'Session ids consist of visible ASCII characters',
  level: 'MUST',
  isolation: 'tour',
  spec: 'basic/transports#session-management',
  fix: 'Use only characters from 0x21 to 0x7E in session ids, for example a UUID.',
  run(context) {
    const ids = mintedSessionIds(context);
    if (ids.length === 0) return context.notApplicable('the server handed out no session id');
    return judgeEach(context, ids, { subjects: 'session ids', sound: 'are visible ASCII' }, ({ id }) =>
      /^[\x21-\x7e]+$/.test(id) ? undefined : `the session id ${quoteJson(id)} has other characters`,
    );
  },
};

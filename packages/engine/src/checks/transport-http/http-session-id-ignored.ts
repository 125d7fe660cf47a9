import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeServedAlike } from './judge-served-alike.ts';
import { modernHttp } from './modern-http.ts';

const name = 'Mcp-Session-Id';

export const httpSessionIdIgnoredCheck: Check = {
  ...modernHttp,
  id: 'http-session-id-ignored',
  title: 'A session id means nothing any more, and none is handed out',
  level: 'SHOULD',
  spec: 'basic/transports/streamable-http#earlier-streamable-http-revisions',
  fix: 'Ignore Mcp-Session-Id on modern requests, and put none into their responses: this revision has no sessions.',
  run: (context) =>
    judgeServedAlike(
      context,
      [{ how: `with a made-up ${name}`, headers: { [name]: 'mcp-lab-no-such-session' } }],
      ({ headers = [] }) => {
        const minted = headers.find(([present]) => present.toLowerCase() === name.toLowerCase());
        return minted && `was answered with the session id ${quoteJson(minted[1])}`;
      },
    ),
};

import type { Check } from '../../check/check.ts';
import { judgeMethodGone } from './judge-method-gone.ts';
import { modernHttp } from './modern-http.ts';

export const httpDelete405Check: Check = {
  ...modernHttp,
  id: 'http-delete-405',
  title: 'A server without older revisions answers DELETE with 405',
  level: 'SHOULD',
  spec: 'basic/transports/streamable-http#earlier-streamable-http-revisions',
  fix: 'Answer DELETE on the MCP endpoint with 405 Method Not Allowed, as long as you serve no revision that uses it.',
  run: (context) => judgeMethodGone(context, 'DELETE'),
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { ownToken } from '../auth/tokens.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { isLocal } from './deployment.ts';
import { foreignOrigin, requestFrom } from './foreign-request.ts';
import { httpTransports } from './http-transports.ts';

export const secCorsNotWildcardCheck: Check = {
  id: 'sec-cors-not-wildcard',
  area: 'security',
  title: 'Foreign web pages are not invited by CORS',
  level: 'SHOULD',
  derived: 'duty',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#security--endpoint',
  fix: 'Send Access-Control-Allow-Origin only for origins you trust, never * and never whatever the request says.',
  async run(context) {
    if (!isLocal(context) && ownToken(context) === undefined) {
      return context.notApplicable('a public server without credentials may be read by every page');
    }
    const session = await openReady(context);
    if ('verdict' in session) return session;

    const preflight = await session.fetch({
      method: 'OPTIONS',
      headers: {
        Accept: '*/*',
        Origin: foreignOrigin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
        Authorization: null,
      },
    });
    const replies = [
      preflight,
      await requestFrom(context, session, foreignOrigin),
      await requestFrom(context, session, null),
    ];
    for (const reply of replies) {
      const allowed = reply.headers
        ?.find(([name]) => name.toLowerCase() === 'access-control-allow-origin')?.[1]
        ?.trim();
      if (allowed === '*' || allowed === foreignOrigin) {
        const reason = `Access-Control-Allow-Origin is ${allowed} for a page of ${foreignOrigin}`;
        return context.violated(reason, httpEvidence(context, reply));
      }
    }
    return context.passed('neither preflight nor answers allow a foreign origin', httpEvidence(context, preflight));
  },
};

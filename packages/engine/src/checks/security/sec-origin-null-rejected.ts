import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { isLocal } from './deployment.ts';
import { foreignOrigin, isCarriedOut, requestFrom, sayOrigin } from './foreign-request.ts';
import { httpTransports } from './http-transports.ts';

export const secOriginNullRejectedCheck: Check = {
  id: 'sec-origin-null-rejected',
  area: 'security',
  title: 'A request with Origin: null is refused',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#security--endpoint',
  fix: 'Treat "null", the origin of sandboxed frames and local files, as any other foreign origin.',
  async run(context) {
    if (!isLocal(context)) return context.notApplicable('the server is not a local one');
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const plain = await requestFrom(context, session, foreignOrigin);
    if (isCarriedOut(plain)) return context.untestable('requests of every origin are served, see sec-origin-rejected');
    const reply = await requestFrom(context, session, 'null');
    const evidence = httpEvidence(context, reply);
    if (isCarriedOut(reply)) return context.violated(`expected a refusal; ${sayOrigin('null', reply)}`, evidence);
    return context.passed(sayOrigin('null', reply), evidence);
  },
};

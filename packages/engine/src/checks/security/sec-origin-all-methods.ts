import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { foreignOrigin, isCarriedOut, requestFrom } from './foreign-request.ts';
import { httpTransports } from './http-transports.ts';

const streamWaitMs = 1_500;

export const secOriginAllMethodsCheck: Check = {
  id: 'sec-origin-all-methods',
  area: 'security',
  title: 'A foreign origin is refused whatever is asked for, and by whatever HTTP method',
  level: 'MUST',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#security--endpoint',
  fix: 'Check the Origin before anything else: for GET, POST and DELETE, and for every JSON-RPC method.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const plain = await requestFrom(context, session, foreignOrigin);
    if (isCarriedOut(plain)) return context.untestable('requests of every origin are served, see sec-origin-rejected');
    const headers = { Origin: foreignOrigin };
    const attempts = await Promise.all(
      declaredLists(session.capabilities).map(async ({ method }) => ({
        what: method,
        reply: await session.request(method, undefined, { headers }),
      })),
    );
    for (const method of ['GET', 'DELETE']) {
      attempts.push({ what: method, reply: await session.fetch({ method, headers, timeoutMs: streamWaitMs }) });
    }
    const served = attempts.filter(({ reply }) => isCarriedOut(reply));
    if (served.length === 0) {
      return context.passed(`with a foreign origin refused: ${attempts.map(({ what }) => what).join(', ')}`);
    }
    const evidence = httpEvidence(context, ...served.map(({ reply }) => reply));
    const told = served.map(({ what, reply }) => `${what} got ${describeReply(reply)}`).join('; ');
    return context.violated(`served to ${foreignOrigin}: ${told}`, evidence);
  },
};

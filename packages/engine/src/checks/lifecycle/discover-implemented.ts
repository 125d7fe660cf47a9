import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';

export const discoverImplementedCheck: Check = {
  id: 'discover-implemented',
  area: 'lifecycle',
  title: 'server/discover returns a result, first and later',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'server/discover',
  fix: 'Answer server/discover with a DiscoverResult at any time: as the first request and after others.',
  async run(context) {
    const session = await context.open({ requestTimeoutMs: patienceMs });
    const { opening } = session;
    if (opening === undefined || !isJsonObject(opening.result)) {
      const came = opening === undefined ? 'nothing' : describeReply(opening);
      return context.violated(
        `expected a result to server/discover as first request, got ${came}`,
        replyEvidence(opening),
      );
    }
    await session.request(ordinaryMethod(session.capabilities));
    const again = await session.request('server/discover');
    if (isJsonObject(again.result))
      return context.passed('answered as first request and after another one', replyEvidence(opening));
    return context.violated(
      `server/discover was answered as first request, but after an ordinary request it got ${describeReply(again)}`,
      replyEvidence(again),
    );
  },
};

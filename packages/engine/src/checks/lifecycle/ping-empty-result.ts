import { isJsonObject, legacyRevisions, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';

export const pingEmptyResultCheck: Check = {
  id: 'ping-empty-result',
  area: 'lifecycle',
  title: 'A ping is answered with an empty result',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/utilities/ping#behavior-requirements',
  fix: 'Answer ping with {} at any time after initialize, also before notifications/initialized.',
  async run(context) {
    const session = await context.open({ handshake: 'initialize' });
    const { opening } = session;
    if (!isJsonObject(opening?.result)) {
      return context.untestable(`initialize got ${opening === undefined ? 'nothing' : describeReply(opening)}`);
    }
    const early = await session.request('ping', undefined, { timeoutMs: patienceMs });
    await session.notify('notifications/initialized');
    const late = await session.request('ping', undefined, { timeoutMs: patienceMs });
    for (const [when, reply] of [
      ['after', late],
      ['before', early],
    ] as const) {
      if (isEmpty(reply)) continue;
      const reason = `expected {} for ping ${when} notifications/initialized, got ${describeReply(reply)}`;
      return context.violated(reason, [...reply.sent, reply.frame]);
    }
    return context.passed('ping got {} before and after notifications/initialized', [...late.sent, late.frame]);
  },
};

/** `_meta` may stand in any result. */
function isEmpty({ result }: Reply): boolean {
  return isJsonObject(result) && Object.keys(result).every((key) => key === '_meta');
}

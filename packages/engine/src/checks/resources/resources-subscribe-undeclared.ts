import { isJsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const resourcesSubscribeUndeclaredCheck: Check = {
  id: 'resources-subscribe-undeclared',
  area: 'resources',
  title: 'Subscribing is refused where it is not declared',
  level: 'SHOULD',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#capabilities',
  fix: 'Declare resources.subscribe, or answer resources/subscribe with error −32601.',
  async run(context) {
    const { resources } = context.tour.capabilities;
    if (isJsonObject(resources) && resources.subscribe === true)
      return context.notApplicable('resources.subscribe is declared');
    const session = await context.shared();
    const [listed] = context.tour.resources;
    const params = { uri: listed?.uri ?? 'mcp-lab://no-such-resource' };
    const reply = await session.request('resources/subscribe', params, { timeoutMs: patienceMs });
    if (reply.error?.code === -32601)
      return context.passed('resources/subscribe got error -32601', replyEvidence(reply));
    return context.violated(
      `resources.subscribe is not declared, so resources/subscribe should get error -32601; it got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};

import { isJsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const resourcesSubscribeOkCheck: Check = {
  id: 'resources-subscribe-ok',
  area: 'resources',
  title: 'A listed resource can be subscribed to',
  level: 'MUST',
  derived: 'duty',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#subscriptions',
  fix: 'Serve resources/subscribe and resources/unsubscribe with an empty result, or do not declare subscribe.',
  async run(context) {
    const { resources } = context.tour.capabilities;
    if (!isJsonObject(resources) || resources.subscribe !== true)
      return context.notApplicable('resources.subscribe is not declared');
    const uri = context.tour.resources.find((resource) => typeof resource.uri === 'string')?.uri;
    if (uri === undefined) return context.untestable('the server lists no resources');
    const session = await context.shared();
    const reply = await session.request('resources/subscribe', { uri }, { timeoutMs: patienceMs });
    if (!isJsonObject(reply.result)) {
      return context.violated(
        `resources/subscribe for the listed ${quoteJson(uri, 100)} got ${describeReply(reply)}`,
        replyEvidence(reply),
      );
    }
    await session.request('resources/unsubscribe', { uri }, { timeoutMs: patienceMs });
    const extra = Object.keys(reply.result).filter((name) => name !== '_meta');
    if (extra.length === 0)
      return context.passed(`${quoteJson(uri, 100)} could be subscribed to`, replyEvidence(reply));
    return context.informed(
      `the result of resources/subscribe is not empty: ${quoteJson(reply.result)}`,
      replyEvidence(reply),
    );
  },
};

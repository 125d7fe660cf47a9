import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { openWatch } from './watch-resource.ts';

export const resourcesUpdatedAfterSubscribeCheck: Check = {
  id: 'resources-updated-after-subscribe',
  area: 'resources',
  title: 'Updates come for a resource after it was subscribed to, and not before',
  level: 'MUST',
  derived: 'duty',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'server',
  spec: 'server/resources#subscriptions',
  fix: 'Keep a set of subscribed URIs for each session, and send notifications/resources/updated to those only.',
  async run(context) {
    const watch = await openWatch(context);
    if ('verdict' in watch) return watch;
    const before = await watch.change(false);
    if ('verdict' in before) return before;
    if (before.updates.length > 0) {
      return context.violated(
        `an update came for ${quoteJson(watch.uri, 100)}, which nobody had subscribed to`,
        before.updates,
      );
    }
    const refusal = await watch.subscribe();
    if (refusal !== undefined) return refusal;
    const after = await watch.change(true);
    if ('verdict' in after) return after;
    if (after.updates.length > 0)
      return context.passed('an update came after subscribing, and none before', after.updates);
    return context.violated(
      `no update came for ${quoteJson(watch.uri, 100)}, which was subscribed to and changed`,
      after.sent,
    );
  },
};

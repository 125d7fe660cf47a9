import { isJsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { openWatch } from './watch-resource.ts';

export const resourcesUnsubscribeStopsCheck: Check = {
  id: 'resources-unsubscribe-stops',
  area: 'resources',
  title: 'No update comes after unsubscribing',
  level: 'MUST',
  derived: 'duty',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'server',
  spec: 'server/resources#subscriptions',
  fix: 'Take the URI out of the set of the session on resources/unsubscribe.',
  async run(context) {
    const watch = await openWatch(context);
    if ('verdict' in watch) return watch;
    const refusal = await watch.subscribe();
    if (refusal !== undefined) return refusal;
    const first = await watch.change(true);
    if ('verdict' in first) return first;
    if (first.updates.length === 0)
      return context.untestable('no update came while subscribed, so their end cannot be seen');
    const reply = await watch.unsubscribe();
    if (!isJsonObject(reply.result))
      return context.violated(`resources/unsubscribe got ${describeReply(reply)}`, replyEvidence(reply));
    const second = await watch.change(false);
    if ('verdict' in second) return second;
    if (second.updates.length === 0)
      return context.passed('an update came while subscribed, and none after unsubscribing', replyEvidence(reply));
    return context.violated('an update came after unsubscribing', [...reply.sent, ...second.updates]);
  },
};

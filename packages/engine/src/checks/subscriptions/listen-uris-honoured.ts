import { type Frame, isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { awaitDelivery, bringAbout, isOf } from './bring-about.ts';
import { canSubscribe, updatedMethod } from './declared-changes.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription } from './open-subscription.ts';

/** What the two streams of one server may be out of step. */
const settleMs = 150;

export const listenUrisHonouredCheck: Check = {
  id: 'listen-uris-honoured',
  area: 'subscriptions',
  title: 'A subscription is told of updates of the resources it named only',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  alone: true,
  spec: 'basic/patterns/subscriptions#notification-filter',
  fix: 'Compare the URI of an update with resourceSubscriptions of each subscription before sending it there.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session } = ready;
    if (!canSubscribe(session.capabilities)) return context.notApplicable('resources.subscribe is not declared');
    const uri = context.trigger('resourceUpdated')?.uri;
    if (uri === undefined) return context.needsTrigger('resourceUpdated');
    const other = context.tour.resources.find((one) => typeof one.uri === 'string' && !isWithin(uri, one.uri))?.uri;
    if (other === undefined) return context.untestable(`the server lists no resource besides ${quoteJson(uri)}`);
    const wide = await openSubscription(context, session, { resourceSubscriptions: [uri] });
    const narrow = await openSubscription(context, session, { resourceSubscriptions: [other] });
    if (narrow.acknowledgement === undefined) {
      return context.untestable(`a subscription to ${quoteJson(other)} got ${narrow.text}`);
    }
    const change = await bringAbout(context, session, 'resourceUpdated');
    if ('verdict' in change) return change;
    const delivered = await awaitDelivery(session, wide, updatedMethod);
    if (delivered === undefined) return context.untestable(`no update of ${quoteJson(uri)} came to its subscription`);
    const find = () => narrow.frames.find((frame) => isOf(frame, updatedMethod) && !isWithin(uriOf(frame), other));
    if (find() === undefined) await session.collect(settleMs, () => find() !== undefined);
    const stray = find();
    await Promise.all([wide.close(), narrow.close()]);
    return stray === undefined
      ? context.passed(`the update of ${quoteJson(uri)} came to its own subscription only`, [...wide.sent, delivered])
      : context.violated(`asked for ${quoteJson(other)}, and got ${quoteFrame(stray)}`, [...narrow.sent, stray]);
  },
};

function uriOf({ json }: Frame): unknown {
  return isJsonObject(json) && isJsonObject(json.params) ? json.params.uri : undefined;
}

/** A sub-resource belongs to what it is below. */
function isWithin(uri: unknown, parent: unknown): boolean {
  return String(uri).startsWith(String(parent));
}

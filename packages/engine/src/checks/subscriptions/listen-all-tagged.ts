import { type Frame, isJsonObject, modernRevisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { bringAbout, isOf, methodOf } from './bring-about.ts';
import { acknowledgedMethod, listKinds, updatedMethod } from './declared-changes.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription, tagOf } from './open-subscription.ts';

const kinds = [...listKinds.map(({ flag }) => flag), 'resourceUpdated'] as const;
const ofSubscriptions = [acknowledgedMethod, updatedMethod, ...listKinds.map(({ method }) => method)];
const deliveryMs = 1_000;

export const listenAllTaggedCheck: Check = {
  id: 'listen-all-tagged',
  area: 'subscriptions',
  title: 'Everything on a subscription carries its id',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  alone: true,
  spec: 'basic/index#meta',
  fix: 'Put io.modelcontextprotocol/subscriptionId into the _meta of every notification that goes out on a subscription.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session, filter } = ready;
    const mark = context.transcript.frames.length;
    const subscription = await openSubscription(context, session, filter);
    const { id, acknowledgement, sent, text } = subscription;
    if (acknowledgement === undefined) return context.untestable(`the subscription got ${text}`);
    const seen = () => notificationsSince(context, session, mark, subscription.sent[0]);
    for (const kind of kinds) {
      const isAsked = kind in filter || (kind === 'resourceUpdated' && 'resourceSubscriptions' in filter);
      if (!isAsked || context.trigger(kind) === undefined) continue;
      const hasCome = () => seen().some((frame) => isOf(frame, methodOf(kind)));
      await bringAbout(context, session, kind);
      if (!hasCome()) await session.collect(deliveryMs, hasCome);
    }
    const frames = seen();
    await subscription.close();
    const wrong = frames.find((frame) => tagOf(frame) !== id);
    if (wrong !== undefined) {
      return context.violated(`the id of the subscription is ${quoteJson(id)}; on it came ${quoteFrame(wrong)}`, [
        ...sent,
        wrong,
      ]);
    }
    const others = frames.length > 1 ? `and ${frames.length - 1} changes carry` : 'carries';
    return context.passed(`the acknowledgement ${others} the id ${quoteJson(id)}`, [...sent, ...frames.slice(0, 3)]);
  },
};

/** Over HTTP whatever is a notification on its stream; on stdio what can only be meant for a subscription. */
function notificationsSince({ transcript }: CheckContext, session: Session, mark: number, request?: Frame): Frame[] {
  const isShared = session.transport === 'stdio';
  return transcript.frames.slice(mark).filter((frame) => {
    if (frame.direction !== 'received' || frame.connection !== session.connection || !isJsonObject(frame.json))
      return false;
    const { method } = frame.json;
    if (isShared) return ofSubscriptions.includes(String(method));
    return typeof method === 'string' && frame.stream === request?.stream;
  });
}

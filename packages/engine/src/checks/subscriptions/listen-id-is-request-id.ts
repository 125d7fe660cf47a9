import { type JsonValue, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription, tagOf } from './open-subscription.ts';

export const listenIdIsRequestIdCheck: Check = {
  id: 'listen-id-is-request-id',
  area: 'subscriptions',
  title: 'The id of a subscription is the id of its request, type and all',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#receiving-notifications',
  fix: 'Copy the id of the subscriptions/listen request into _meta as it is: a number stays a number, and 0 is an id.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const number = Math.floor(context.random() * 1e9);
    const ids: JsonValue[] = [`lab-listen-${number}`, 1e9 + number, 0];
    const opened = await Promise.all(ids.map((id) => openSubscription(context, ready.session, ready.filter, id)));
    await Promise.all(opened.map(({ close }) => close()));
    for (const { id, acknowledgement, sent } of opened) {
      if (acknowledgement === undefined || tagOf(acknowledgement) === id) continue;
      const reason = `the request had the id ${quoteJson(id)}, its subscription ${quoteJson(tagOf(acknowledgement))}`;
      return context.violated(reason, [...sent, acknowledgement]);
    }
    const silent = opened.find(({ acknowledgement }) => acknowledgement === undefined);
    if (silent !== undefined) return context.untestable(`with the id ${quoteJson(silent.id)} it got ${silent.text}`);
    return context.passed(
      `the ids ${ids.map((id) => quoteJson(id)).join(', ')} came back as they were`,
      opened.map(({ acknowledgement }) => acknowledgement),
    );
  },
};

import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription } from './open-subscription.ts';

export const listenEmptyFilterCheck: Check = {
  id: 'listen-empty-filter',
  area: 'subscriptions',
  title: 'A subscription to nothing is acknowledged as that, or refused',
  level: 'MAY',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#notification-filter',
  fix: 'Acknowledge an empty filter with an empty set, or answer it with error -32602; do not leave it without an answer.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { acknowledgement, frames, sent, text, close } = await openSubscription(context, ready.session, {});
    await close();
    if (acknowledgement === undefined) {
      const refusal = frames.find(({ json }) => isJsonObject(json) && 'error' in json);
      return refusal === undefined
        ? context.violated(`a subscription to nothing got ${text}`, sent)
        : context.passed(`a subscription to nothing was refused: ${quoteFrame(refusal)}`, [...sent, refusal]);
    }
    const params = isJsonObject(acknowledgement.json) ? acknowledgement.json.params : undefined;
    const honoured = isJsonObject(params) && isJsonObject(params.notifications) ? params.notifications : {};
    const isEmpty = Object.values(honoured).every(
      (value) => value === false || (Array.isArray(value) && !value.length),
    );
    return isEmpty
      ? context.passed('a subscription to nothing was acknowledged as that', [...sent, acknowledgement])
      : context.violated(`a subscription to nothing was acknowledged as ${text}`, [...sent, acknowledgement]);
  },
};

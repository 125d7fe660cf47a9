import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription, tagOf } from './open-subscription.ts';

export const listenConcurrentCheck: Check = {
  id: 'listen-concurrent',
  area: 'subscriptions',
  title: 'Two subscriptions can be open at once',
  level: 'MAY',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#multiple-concurrent-subscriptions',
  fix: 'Keep subscriptions by their id, each with its own filter, instead of one for the whole connection.',
  async run(context) {
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session, filter } = ready;
    const [firstFlag = 'resourceSubscriptions'] = Object.keys(filter);
    const one = await openSubscription(context, session, filter);
    const other = await openSubscription(context, session, { [firstFlag]: filter[firstFlag] ?? true });
    await Promise.all([one.close(), other.close()]);
    const acknowledgements = [one.acknowledgement, other.acknowledgement];
    if (one.acknowledgement === undefined) return context.untestable(`the first subscription got ${one.text}`);
    if (other.acknowledgement === undefined) {
      return context.violated(`while one subscription was open another one got ${other.text}`, other.sent);
    }
    return tagOf(one.acknowledgement) === tagOf(other.acknowledgement)
      ? context.violated('two subscriptions were acknowledged under the same id', acknowledgements)
      : context.passed('two subscriptions were open at once, each with its own id', acknowledgements);
  },
};

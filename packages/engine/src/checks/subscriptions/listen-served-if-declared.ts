import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { listenMethod } from './declared-changes.ts';
import { watchFirstSubscription } from './first-subscription.ts';

export const listenServedIfDeclaredCheck: Check = {
  id: 'listen-served-if-declared',
  area: 'subscriptions',
  title: 'A server that declares changes serves subscriptions/listen',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#opening-a-stream',
  fix: 'Serve subscriptions/listen, or leave listChanged and subscribe out of the capabilities.',
  async run(context) {
    const first = await watchFirstSubscription(context);
    if ('verdict' in first) return first;
    const { acknowledgement, sent, text } = first;
    return acknowledgement === undefined
      ? context.violated(`changes are declared, but ${listenMethod} got ${text}`, sent)
      : context.passed(`${listenMethod} was acknowledged`, [...sent, acknowledgement]);
  },
};

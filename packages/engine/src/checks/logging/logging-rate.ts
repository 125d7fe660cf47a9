import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { loggedMessages, noMessages } from './logged-messages.ts';
import { mostInOneSecond } from './rate.ts';

/** Above this a client that shows or stores each of them has a problem. */
const boundPerSecond = 200;

export const loggingRateCheck: Check = {
  id: 'logging-rate',
  area: 'logging',
  title: 'Log messages come at a rate a client can bear',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/logging#implementation-considerations',
  fix: 'Limit how many log messages are sent in a second: merge repeats, or drop what is less severe.',
  run(context) {
    const messages = loggedMessages(context);
    if (messages.length === 0) return context.untestable(noMessages);
    const most = mostPerConnection(messages);
    const frames = messages.slice(0, 1).map(({ frame }) => frame);
    const told = `${messages.length} log messages, at most ${most} of them on one connection within a second`;
    return most > boundPerSecond
      ? context.informed(`${told}; more than ${boundPerSecond} is a lot`, frames)
      : context.passed(told, frames);
  },
};

function mostPerConnection(messages: readonly { frame: Parameters<typeof mostInOneSecond>[0][number] }[]): number {
  const groups = Map.groupBy(messages, ({ frame }) => frame.connection);
  return Math.max(...[...groups.values()].map((group) => mostInOneSecond(group.map(({ frame }) => frame))));
}

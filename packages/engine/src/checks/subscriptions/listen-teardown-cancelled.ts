import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { watchShutdown } from './watch-shutdown.ts';

export const listenTeardownCancelledCheck: Check = {
  id: 'listen-teardown-cancelled',
  area: 'subscriptions',
  title: 'A server that ends a subscription says so',
  level: 'MUST',

  revisions: modernRevisions,
  transports: ['stdio'],
  isolation: 'session',

  spec: 'basic/patterns/cancellation',
  fix: 'Before exiting send notifications/cancelled with the id of each open subscription, or answer it with a complete result.',
  async run(context) {
    const shutdown = await watchShutdown(context);
    if ('verdict' in shutdown) return shutdown;
    const { sent, result, cancellation, exitCode } = shutdown;
    // One page wants the one, another the other.
    const last = cancellation ?? result;
    if (last !== undefined) return context.passed('the end of the subscription was announced', [...sent, last]);
    const reason = `it exited with code ${exitCode}; neither notifications/cancelled nor a result told the end of the subscription`;
    return context.violated(reason, sent);
  },
};

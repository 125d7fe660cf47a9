import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { watchShutdown } from './watch-shutdown.ts';

export const listenGracefulCloseCheck: Check = {
  id: 'listen-graceful-close',
  area: 'subscriptions',
  title: 'A server that shuts down answers its subscriptions',
  level: 'SHOULD',

  revisions: modernRevisions,
  transports: ['stdio'],
  isolation: 'session',

  spec: 'basic/patterns/subscriptions#graceful-closure',
  fix: 'On SIGTERM answer each open subscriptions/listen with a complete result that carries its subscriptionId, then exit.',
  async run(context) {
    const shutdown = await watchShutdown(context);
    if ('verdict' in shutdown) return shutdown;
    const { sent, result, isComplete, exitCode } = shutdown;
    if (result === undefined) {
      return context.violated(`it exited with code ${exitCode} and left the subscription unanswered`, sent);
    }
    return isComplete
      ? context.passed('the subscription got a complete result before the process exited', [...sent, result])
      : context.violated(`expected a complete result with the subscriptionId, got ${quoteFrame(result)}`, [
          ...sent,
          result,
        ]);
  },
};

import { type Frame, isJsonObject, type JsonObject, type JsonValue, modernRevisions } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { logLevelKey } from '../../surface/log-levels.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { findProgressCall } from '../progress/seen-progress.ts';
import { prepareToListen } from './first-subscription.ts';
import { openSubscription, tagOf } from './open-subscription.ts';

const requestScoped = ['notifications/progress', 'notifications/message'];

export const listenNoRequestScopedCheck: Check = {
  id: 'listen-no-request-scoped',
  area: 'subscriptions',
  title: 'The progress and the log messages of other requests do not come on a subscription',
  level: 'MUST',

  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',

  spec: 'basic/transports/streamable-http#receiving-messages',
  fix: 'Send progress and log messages on the channel of their own request, and only changes on a subscription.',
  async run(context) {
    const calls = callsToMake(context);
    if (calls.length === 0) return context.needsCall('progress');
    const ready = await prepareToListen(context);
    if ('verdict' in ready) return ready;
    const { session, filter } = ready;
    const subscription = await openSubscription(context, session, filter);
    const isLogging = isJsonObject(session.capabilities.logging);
    const number = Math.floor(context.random() * 1e9);
    const replies = await Promise.all(
      calls.map((call, index) => {
        const meta: Record<string, JsonValue> = { progressToken: `lab-beside-${number}-${index}` };
        if (isLogging) meta[logLevelKey] = 'debug';
        return callTool(session, context.tour.tools, call, { meta, timeoutMs: patienceMs });
      }),
    );
    await subscription.close();
    const { acknowledgement, frames, sent, text } = subscription;
    if (acknowledgement === undefined) return context.untestable(`the subscription got ${text}`);
    const related = replies.flatMap((reply) => reply.related);
    const stray = [...frames, ...related.filter((frame) => tagOf(frame) !== undefined)].find(isRequestScoped);
    if (stray !== undefined) {
      return context.violated(`on a subscription came ${quoteFrame(stray)}`, [...sent, stray]);
    }
    const count = related.filter(isRequestScoped).length;
    if (count === 0) return context.untestable('no call brought progress or log messages: name one, as calls.progress');
    return context.passed(`${count} progress and log messages of other requests stayed off the subscription`, sent);
  },
};

/** Calls that report something, as far as any are known. */
function callsToMake(context: CheckContext): { name: string; arguments: JsonObject }[] {
  const [callable] = context.callable;
  const known = [findProgressCall(context), context.call('logs')].filter((call) => call !== undefined);
  return known.length > 0 || callable === undefined ? known : [callable];
}

function isRequestScoped({ json }: Frame): boolean {
  return isJsonObject(json) && requestScoped.includes(String(json.method));
}

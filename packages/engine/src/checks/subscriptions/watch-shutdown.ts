import { type Frame, isJsonObject } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { observeOnce } from '../jsonrpc/observe-once.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { subscriptionTag } from '../jsonrpc/subscription-tag.ts';
import { prepareToListen, watchFirstSubscription } from './first-subscription.ts';
import { openSubscription } from './open-subscription.ts';

const shutdownMs = 3_000;

/** How a stdio server that was asked to go by SIGTERM ended an open subscription. */
export interface Shutdown {
  sent: Frame[];
  exitCode: number;
  /** The response to the subscription. */
  result: Frame | undefined;
  /** Whether the response is a complete result that names the subscription. */
  isComplete: boolean;
  /** A notifications/cancelled that names the subscription. */
  cancellation: Frame | undefined;
}

/** Gives an outcome where the server does not go of its own accord: then it has not ended anything. */
export const watchShutdown = observeOnce(watch);

async function watch(context: CheckContext): Promise<Shutdown | CheckOutcome> {
  const ready = await prepareToListen(context);
  if ('verdict' in ready) return ready;
  const first = await watchFirstSubscription(context);
  const session = await openReady(context);
  if ('verdict' in session) return session;
  if ('verdict' in first || session.process === undefined) return context.untestable('there is no process to end');
  const subscription = await openSubscription(context, session, first.filter);
  const { id, sent, acknowledgement, text } = subscription;
  if (acknowledgement === undefined) return context.untestable(`the subscription got ${text}`);
  const { pid, exited } = session.process;
  process.kill(pid, 'SIGTERM');
  const gone = new AbortController();
  const ended = exited.finally(() => gone.abort());
  await Promise.race([ended, session.collect(shutdownMs, () => gone.signal.aborted)]);
  if (!gone.signal.aborted) return context.untestable(`the process was still there ${shutdownMs} ms after SIGTERM`);
  const { code, signal } = await ended;
  if (signal !== null || code === null) {
    return context.untestable(`the process has no handler for ${signal}: it was ended, it did not shut down`);
  }
  const last = context.transcript.frames.filter(
    (frame) =>
      frame.connection === session.connection && frame.direction === 'received' && frame.seq > acknowledgement.seq,
  );
  const result = last.find(({ json }) => isJsonObject(json) && !('method' in json) && json.id === id);
  const body = isJsonObject(result?.json) ? result.json.result : undefined;
  return {
    sent,
    exitCode: code,
    result,
    isComplete: isJsonObject(body) && body.resultType === 'complete' && subscriptionTag(body) === id,
    cancellation: last.find(
      ({ json }) =>
        isJsonObject(json) &&
        json.method === 'notifications/cancelled' &&
        isJsonObject(json.params) &&
        json.params.requestId === id,
    ),
  };
}

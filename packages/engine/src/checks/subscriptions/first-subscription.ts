import { type Frame, isJsonObject, type JsonObject, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { observeOnce } from '../jsonrpc/observe-once.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { fullFilter, listenMethod } from './declared-changes.ts';
import { openSubscription } from './open-subscription.ts';

const ordinaryMs = 5_000;

/** How the first subscription of a run went, on a session of its own. */
export interface FirstSubscription {
  filter: JsonObject;
  acknowledgement: Frame | undefined;
  sent: Frame[];
  /** Completes `subscriptions/listen got …`. */
  text: string;
  /** An ordinary request made while it was open. */
  beside: Reply;
}

/** Gives an outcome where the server declares nothing to listen to. */
export const watchFirstSubscription = observeOnce(watch);

async function watch(context: CheckContext): Promise<FirstSubscription | CheckOutcome> {
  const session = await openReady(context);
  if ('verdict' in session) return session;
  const filter = fullFilter(context, session.capabilities);
  if (Object.keys(filter).length === 0) {
    return context.notApplicable('the server declares neither listChanged nor resources.subscribe');
  }
  const subscription = await openSubscription(context, session, filter);
  const beside = await session.request(harmlessMethod(session.revision), undefined, { timeoutMs: ordinaryMs });
  await subscription.close();
  const { acknowledgement, sent, text } = subscription;
  return { filter, acknowledgement, sent, text, beside };
}

/**
 * A session on which subscriptions can be opened, and everything there is to listen to. A server that serves none, or
 * nothing else meanwhile, must not be given one on a session that other checks use: it gives an outcome instead.
 */
export async function prepareToListen(
  context: CheckContext,
): Promise<{ session: Session; filter: JsonObject } | CheckOutcome> {
  const first = await watchFirstSubscription(context);
  if ('verdict' in first) return first;
  if (first.acknowledgement === undefined) return context.untestable(`${listenMethod} got ${first.text}`);
  if (!isJsonObject(first.beside.message)) {
    return context.untestable('the server answers nothing while a subscription is open');
  }
  return { session: await context.shared(), filter: first.filter };
}

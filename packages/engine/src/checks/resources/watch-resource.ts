import { eraOf, type Frame, isJsonObject, type JsonObject, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { isOfMethod } from '../tools/judge-list-changed.ts';

/** Servers put several changes together before they tell. */
const toldWithinMs = 3_000;
/** After a change that must not be told of. */
const quietMs = 500;
const method = 'notifications/resources/updated';

/** A session, and a resource that the user can have changed. */
export interface Watch {
  session: Session;
  uri: string;
  /** Asks to be told: `resources/subscribe`, or in the modern era a subscription. Says why it was refused. */
  subscribe(): Promise<CheckOutcome | undefined>;
  unsubscribe(): Promise<Reply>;
  /** Brings a change about and returns the updates that came: waits for one where it is expected. Says why it failed. */
  change(expected: boolean): Promise<{ updates: Frame[]; sent: readonly Frame[] } | CheckOutcome>;
}

/** Opens a session for the resource named as the trigger resourceUpdated, or says what is missing. */
export async function openWatch(context: CheckContext): Promise<Watch | CheckOutcome> {
  const declared = context.tour.capabilities.resources;
  if (!isJsonObject(declared) || declared.subscribe !== true) {
    return context.notApplicable('resources.subscribe is not declared');
  }
  const trigger = context.trigger('resourceUpdated');
  const uri = trigger?.uri;
  if (trigger === undefined) return context.needsTrigger('resourceUpdated');
  if (uri === undefined)
    return context.untestable('say which resource changes: triggers.resourceUpdated.uri in the suite file');
  const session = await openReady(context, { getStream: true });
  if ('verdict' in session) return session;
  return {
    session,
    uri,
    subscribe: () => subscribe(context, session, uri),
    unsubscribe: () => session.request('resources/unsubscribe', { uri }),
    change: (expected) => change(context, session, trigger, expected),
  };
}

async function subscribe(context: CheckContext, session: Session, uri: string): Promise<CheckOutcome | undefined> {
  if (eraOf(session.revision) === 'legacy') {
    const reply = await session.request('resources/subscribe', { uri });
    return isJsonObject(reply.result)
      ? undefined
      : context.untestable(`resources/subscribe got ${describeReply(reply)}`);
  }
  const stream = await session.listen({ resourceSubscriptions: [uri] });
  const [first] = stream.frames;
  if (stream.open) return undefined;
  return context.untestable(`subscriptions/listen was not served: ${first ? quoteFrame(first) : 'no answer'}`);
}

async function change(
  context: CheckContext,
  session: Session,
  trigger: { name: string; arguments: JsonObject },
  expected: boolean,
): ReturnType<Watch['change']> {
  const isUpdate = (frame: Frame) => isOfMethod(frame, method);
  const waiting = expected ? session.collect(toldWithinMs, isUpdate) : undefined;
  const reply = await callTool(session, context.tour.tools, trigger);
  const isDone = isJsonObject(reply.result) && reply.result.isError !== true;
  const frames = waiting === undefined ? await collectQuietly(session, reply) : [...reply.related, ...(await waiting)];
  if (!isDone) return context.untestable(`the call triggers.resourceUpdated names got ${describeReply(reply)}`);
  return { updates: [...new Set(frames)].filter(isUpdate), sent: reply.sent };
}

async function collectQuietly(session: Session, reply: Reply): Promise<Frame[]> {
  return [...reply.related, ...(await session.collect(quietMs))];
}

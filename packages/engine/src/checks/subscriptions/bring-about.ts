import type { TriggerKind } from '@mcp-lab/contracts';
import { type Frame, isJsonObject, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { listKinds, updatedMethod } from './declared-changes.ts';
import type { Subscription } from './open-subscription.ts';

/** Servers put several changes together before they tell. */
export const deliveryMs = 3_000;

/** Makes a change as the user says; gives the reply, or an outcome where the change cannot be made. */
export async function bringAbout(
  context: CheckContext,
  session: Session,
  kind: TriggerKind,
): Promise<Reply | CheckOutcome> {
  const trigger = context.trigger(kind);
  if (trigger === undefined) return context.needsTrigger(kind);
  const reply = await callTool(session, context.tour.tools, trigger, { timeoutMs: patienceMs });
  const isDone = isJsonObject(reply.result) && reply.result.isError !== true;
  return isDone ? reply : context.untestable(`the call that triggers.${kind} names got ${describeReply(reply)}`);
}

/** The notification that tells of a kind of change. */
export function methodOf(kind: TriggerKind): string {
  return listKinds.find(({ flag }) => flag === kind)?.method ?? updatedMethod;
}

/** The first notification of a method on a subscription, waited for where it is not there yet. */
export async function awaitDelivery(
  session: Session,
  subscription: Subscription,
  method: string,
): Promise<Frame | undefined> {
  const isDelivery = (frame: Frame) => isOf(frame, method) && subscription.owns(frame);
  const known = subscription.frames.find(isDelivery);
  return known ?? (await session.collect(deliveryMs, isDelivery)).find(isDelivery);
}

export function isOf({ json }: Frame, method: string): boolean {
  return isJsonObject(json) && json.method === method;
}

import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { type ListName, lists } from './listed-entries.ts';

/** Whether a server that offers something declares that it does. */
export async function judgeDeclared(
  context: CheckContext,
  capability: string,
  ask: { method: string; params?: JsonObject; isOffered(result: JsonObject): boolean },
): Promise<CheckOutcome> {
  const session = await context.shared();
  const reply = await session.request(ask.method, ask.params, { timeoutMs: patienceMs });
  const isOffered = isJsonObject(reply.result) && ask.isOffered(reply.result);
  const isDeclared = isJsonObject(session.capabilities[capability]);
  if (isDeclared) return context.passed(`${capability} is declared`, replyEvidence(session.opening));
  if (!isOffered) {
    return context.notApplicable(`${capability} is not declared, and ${ask.method} got ${describeReply(reply)}`);
  }
  const declared = quoteJson(session.capabilities);
  const reason = `${ask.method} is served, but ${capability} is not in the capabilities ${declared}`;
  return context.violated(reason, replyEvidence(session.opening, reply));
}

export function judgeListDeclared(context: CheckContext, list: ListName): Promise<CheckOutcome> {
  const { capability, method } = lists[list];
  const isOffered = (result: JsonObject) => Array.isArray(result[list]) && result[list].length > 0;
  return judgeDeclared(context, capability, { method, isOffered });
}

/** Whether the list of a declared capability can be had. An empty one will do. */
export async function judgeListAnswers(context: CheckContext, list: ListName): Promise<CheckOutcome> {
  const { capability, method, entries } = lists[list];
  if (!isJsonObject(context.tour.capabilities[capability]))
    return context.notApplicable(`${capability} is not declared`);
  const session = await context.shared();
  const reply = await session.request(method, undefined, { timeoutMs: patienceMs });
  const found = isJsonObject(reply.result) ? reply.result[list] : undefined;
  if (Array.isArray(found)) return context.passed(`${method} gave ${found.length} ${entries} on its first page`);
  const reason = `${capability} is declared, so ${method} should give an array "${list}"; it got ${describeReply(reply)}`;
  return context.violated(reason, replyEvidence(reply));
}

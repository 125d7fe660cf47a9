import { eraOf, type Frame, isJsonObject, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { borrowReady, openReady } from '../jsonrpc/ready-session.ts';
import { isNotification, serverMessages } from '../jsonrpc/server-messages.ts';
import { initializeResultByConnection } from '../lifecycle/initialize-results.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

type ListCapability = 'tools' | 'resources' | 'prompts';

/** Servers put several changes together before they tell. */
const patienceMs = 3_000;

/** Whether a change that the user knows how to bring about is told of. */
export async function judgeListChangedSent(context: CheckContext, list: ListCapability): Promise<CheckOutcome> {
  const declared = context.tour.capabilities[list];
  if (!isJsonObject(declared) || declared.listChanged !== true) {
    return context.notApplicable(`${list}.listChanged is not declared`);
  }
  const flag = `${list}ListChanged` as const;
  const trigger = context.trigger(flag);
  if (trigger === undefined) return context.needsTrigger(flag);
  const isStdio = context.transport === 'stdio';
  const session = isStdio ? await borrowReady(context) : await openReady(context, { getStream: true });
  if ('verdict' in session) return session;
  const refusal = await askToBeTold(context, session, flag);
  if (refusal !== undefined) return refusal;
  const method = `notifications/${list}/list_changed`;
  const waiting = session.collect(patienceMs, (frame) => isOfMethod(frame, method));
  const reply = await callTool(session, context.tour.tools, trigger);
  const frames = await waiting;
  const told = [...reply.related, ...frames].find((frame) => isOfMethod(frame, method));
  if (told !== undefined) return context.passed(`${method} came after the change`, [...reply.sent, told]);
  if (!isJsonObject(reply.result) || reply.result.isError === true) {
    return context.untestable(`the call triggers.${flag} names got ${describeReply(reply)}`);
  }
  const reason = `${list}.listChanged is declared, but no ${method} came within ${patienceMs} ms of calling ${quoteJson(trigger.name)}`;
  return context.violated(reason, replyEvidence(reply));
}

async function askToBeTold(context: CheckContext, session: Session, flag: string): Promise<CheckOutcome | undefined> {
  if (eraOf(session.revision) === 'legacy') return undefined;
  const stream = await session.listen({ [flag]: true });
  if (stream.open) return undefined;
  const [answer] = stream.frames;
  return context.untestable(
    `subscriptions/listen was not served: ${answer === undefined ? 'no answer' : quoteFrame(answer)}`,
  );
}

export function isOfMethod({ kind, direction, json }: Frame, method: string): boolean {
  return kind === 'message' && direction === 'received' && isJsonObject(json) && json.method === method;
}

/** Whether nothing is told of a list without the declaration that it would be. */
export function judgeListChangedUndeclared(context: CheckContext, list: ListCapability): CheckOutcome {
  const method = `notifications/${list}/list_changed`;
  const told = serverMessages(context).filter(
    ({ frame, message }) =>
      isNotification(message) && message.method === method && context.tour.isOrdinary(frame.connection),
  );
  if (told.length === 0) return context.passed(`no ${method} came, so none undeclared`);
  const initialized = initializeResultByConnection(context);
  const wording = { subjects: `${method} notifications`, sound: 'come from a server that declares listChanged' };
  return judgeEach(context, told, wording, ({ frame }) => {
    const own = initialized.get(frame.connection)?.result.capabilities;
    const capabilities = isJsonObject(own) ? own : context.tour.capabilities;
    const declared = capabilities[list];
    if (isJsonObject(declared) && declared.listChanged === true) return undefined;
    return `${list}.listChanged is not in the capabilities ${quoteJson(capabilities)}, but ${quoteFrame(frame)} came`;
  });
}
